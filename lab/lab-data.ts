import type { Home } from "../box/run-command/move-data";
import { sqlOnBox } from "../rig/box-sql";
import type { Lab } from "./lab";
import { LabProblem } from "./lab-problem";

export interface LabData {
  /** Where the machine says that the databases are. */
  readonly home: Home;
  /** Title of a todo -> how often it is there. */
  readonly titles: Readonly<Record<string, number>>;
  /** Absent before the first move that closed the databases. */
  readonly fence?: Fence;
}

/** When a move closed the databases, and when all apps ran again; absent while they are closed. */
export interface Fence {
  readonly from: string;
  readonly to?: string;
}

export const firstDatabase = "app_todo";
const count =
  "select coalesce(json_object_agg(title, n), '{}') from (select title, count(*) n from todos group by 1) x";

/** What the first app's database holds, asked where it is. */
export async function labData(lab: Lab): Promise<LabData> {
  const [machine] = lab.machines.values();
  const found = await askFirstDatabase(lab, count);
  const move = (await machine?.note("move.json")) ?? "";
  const fence = move === "" ? undefined : fenceOf(JSON.parse(move) as Move);
  return {
    home: await homeOf(lab),
    titles: JSON.parse(found) as Record<string, number>,
    ...(fence && { fence }),
  };
}

/** As the server's administrator, on the server that has it now; an error of any statement is thrown. */
export async function askFirstDatabase(lab: Lab, text: string): Promise<string> {
  const [[machine], [rds]] = [[...lab.machines.values()], [...lab.databases.values()]];
  if (rds && (await homeOf(lab)) === "rds") return rds.sql(firstDatabase, text);
  if (!machine) throw new LabProblem("No server has the first app's database.");
  if (!machine.isOn) throw new LabProblem("The box is stopped, and the databases with it.");
  return sqlOnBox(machine.box, firstDatabase, text);
}

async function homeOf({ machines }: Lab): Promise<Home> {
  const [machine] = machines.values();
  return !machine || (await machine.note("data-home")).trim() === "rds" ? "rds" : "box";
}

/** The box's own record; its times are whole seconds. */
interface Move {
  readonly times: Readonly<Record<string, string>>;
}

/** A move that was taken back opened them, too, and one that was refused before never closed them. */
export function fenceOf({ times }: Move): Fence | undefined {
  const [from, to] = [times["fencing"], times["done"] ?? times["undone"]];
  return from === undefined ? undefined : { from, ...(to !== undefined && { to }) };
}
