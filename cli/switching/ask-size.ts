import type { KnownSize } from "../../plan/switching/known-size";
import { keepingConsole, ownConsole } from "../box/console";
import type { Place } from "../box/place";
import { UserMistake } from "../run-command";

const bytesOfAll =
  "select sum(pg_database_size(oid)) from pg_database where datname !~ '^(postgres|template[01])$|^ladder_'";

/** What the databases on the box hold now; undefined when it cannot be asked, or they are not there. */
export async function askSize(find: () => Place, now: Date): Promise<KnownSize | undefined> {
  const kept = keepingConsole({ ...ownConsole(), input: undefined });
  const args = ["--no-align", "--tuples-only", "--command", bytesOfAll];
  try {
    const exitCode = await find().run({ command: "psql", app: null, admin: true, args }, kept.console);
    const bytes = Number.parseInt(kept.text("out"), 10);
    return exitCode === 0 && bytes > 0 ? { bytes, asOf: now.toISOString().slice(0, 10) } : undefined;
  } catch (error) {
    if (error instanceof UserMistake) return undefined;
    throw error;
  }
}
