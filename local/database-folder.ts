import { compose } from "./docker";
import type { LocalProject } from "./project";

/**
 * As on the box (box/programs/prepare-data): filled under another name and renamed when it is whole, so that a machine
 * that stops in the middle leaves nothing that looks like a database.
 */
const fill = `
  [ ! -s "$PGDATA/PG_VERSION" ] || exit 0
  target=$PGDATA
  export PGDATA=$target.new
  rm -rf "$PGDATA"
  read -ra arguments <<<"$POSTGRES_INITDB_ARGS"
  initdb --username=postgres --pwfile=<(printf "%s\\n" "$POSTGRES_PASSWORD") "\${arguments[@]}" >/dev/null
  printf "host all all all scram-sha-256\\n" >>"$PGDATA/pg_hba.conf"
  sync --file-system "$PGDATA"
  mv --no-target-directory "$PGDATA" "$target"`;

/** Makes PostgreSQL's folder unless it is there; a running server has one. */
export async function fillDatabaseFolder(project: LocalProject): Promise<void> {
  if (await compose(project, ["ps", "--status", "running", "--quiet", "postgres"])) return;
  const run = ["run", "--rm", "--no-deps", "-T"];
  await compose(project, [...run, "--entrypoint", "bash", "postgres", "-ec", fill]);
}
