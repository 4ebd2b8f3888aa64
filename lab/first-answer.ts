import { writeFileSync } from "node:fs";
import { until } from "../rig/command";
import type { About } from "./about";
import { ask } from "./ask";
import { Client } from "./client";
import type { LabFolder } from "./lab-folder";
import { labDomain } from "./lab-settings";
import { LabProblem } from "./lab-problem";
import type { LabStatus } from "./lab-status";

export interface Serving {
  readonly address: string;
  /** File with the certificates of the authorities to trust. */
  readonly authority: string;
}

/** The app of the example stack that is asked first: it answers when its database does. */
export const firstApp = { host: `todo.${labDomain}`, path: "/health" };

/** Waits until the first app answers well over HTTPS, and keeps the certificates of who signed for it. */
export async function firstAnswer(folder: LabFolder, about: About, seconds: number): Promise<Serving> {
  const { host, path } = firstApp;
  let instead = "";
  const answered = until(`https://${host}${path} answers 200`, seconds, async () => {
    const answer = await new Client(folder, about).ask(host, { path }).catch(String);
    if (typeof answer !== "string" && answer.status === 200) return answer.address;
    instead = typeof answer === "string" ? answer : `status ${answer.status}`;
    return undefined;
  });
  const address = await answered.catch(() => {
    throw new LabProblem(`https://${host}${path} did not answer well within ${seconds} s: ${instead}`);
  });
  await keepAuthorities(folder);
  return { address, authority: folder.authority };
}

/** For the user's own clients. */
export async function keepAuthorities({ socket, authority }: LabFolder): Promise<void> {
  const { authorities } = await ask<LabStatus>(socket, "/status");
  writeFileSync(authority, authorities);
}
