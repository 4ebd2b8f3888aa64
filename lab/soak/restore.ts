import { Client } from "../client";
import { firstAnswer, firstApp } from "../first-answer";
import { firstDatabase } from "../lab-data";
import { LabProblem } from "../lab-problem";
import type { Busy } from "../under-visitors";
import type { Ledger } from "./ledger";
import { usersCommand } from "./users-command";

const later = 20;
const created = 201;
const answerSeconds = 120;

/** Backs up, writes on, and puts the backup in the database's place. Nobody else may write meanwhile. */
export async function restoreNewest(
  { folder, about, steps }: Omit<Busy, "visitor">,
  ledger: Ledger,
): Promise<void> {
  await steps.step("backing up", () => usersCommand(folder, about, "box", ["backup"]));
  const client = new Client(folder, about);
  const name = `later ${Date.now()}`;
  for (let row = 0; row < later; row += 1) {
    const body = JSON.stringify({ title: `${name} ${row}` });
    const { status } = await client.ask(firstApp.host, { path: "/api/todos", body });
    if (status !== created) throw new LabProblem(`a write with nobody else there was answered ${status}`);
    ledger.undo([`${name} ${row}`]);
  }
  const words = ["to", "--database", firstDatabase, "--replace"];
  await steps.step("restoring", () => usersCommand(folder, about, "restore", words));
  await firstAnswer(folder, about, answerSeconds);
}
