import type { Home } from "../box/run-command/move-data";
import type { Lab } from "./lab";

export interface LabData {
  /** Where the machine says that the databases are. */
  readonly home: Home;
  /** Title of a todo -> how often it is there. */
  readonly titles: Readonly<Record<string, number>>;
  /** When the last move closed the databases, and when all apps ran again; absent before the first. */
  readonly fence?: { readonly from: string; readonly to: string };
}

export const firstDatabase = "app_todo";
const count =
  "select coalesce(json_object_agg(title, n), '{}') from (select title, count(*) n from todos group by 1) x";

/** What the first app's database holds, asked where it is. */
export async function labData(lab: Lab): Promise<LabData> {
  const [machine] = lab.machines.values();
  const read = async (file: string) => {
    const found = await machine?.box.try(`cat /data/ladder/state/${file}`);
    return found?.status === 0 ? found.stdout : "";
  };
  const home: Home = !machine || (await read("data-home")).trim() === "rds" ? "rds" : "box";
  const onBox = `docker exec ladder-postgres-1 psql -XqAt -U postgres -d ${firstDatabase} -c "${count}"`;
  const [rds] = lab.databases.values();
  const found = home === "rds" && rds ? await rds.sql(firstDatabase, count) : await machine?.box.exec(onBox);
  const move = await read("move.json");
  return {
    home,
    titles: JSON.parse(found ?? "{}") as Record<string, number>,
    ...(move !== "" && { fence: fenceOf(JSON.parse(move) as Move) }),
  };
}

/** The box's own record; its times are whole seconds. */
interface Move {
  readonly times: Readonly<Record<string, string>>;
}

function fenceOf({ times }: Move): { from: string; to: string } {
  return { from: times["fencing"] ?? "", to: times["done"] ?? "" };
}
