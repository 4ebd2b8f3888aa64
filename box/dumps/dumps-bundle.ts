import { readFileSync } from "node:fs";
import { join } from "node:path";
import { boxParameter, offsiteParameters } from "../../plan/names";
import { databaseAdmin, databasePort } from "../../plan/rds-server";
import type { Plan } from "../../plan/types";
import { folderFiles } from "../bundle-files";

/** What a task that dumps the databases of RDS runs: the box's programs with its own, and what they need to know. No file holds a secret. */
export function dumpsBundle(plan: Plan): Readonly<Record<string, string>> {
  return {
    "box.json": JSON.stringify(document(plan), undefined, 2) + "\n",
    ...folderFiles("programs"),
    ...folderFiles("dumps/programs", "programs"),
  };
}

/** A file beside this one. */
export function dumpsProgram(name: "start.sh" | "load.py"): string {
  return readFileSync(join(__dirname, name), "utf8");
}

/** As box.json is, of a box with nothing but databases on RDS. */
function document({ stack, apps, dumps, backups }: Plan) {
  const { nightly, others, offsite } = backups;
  return {
    stack,
    dataServices: {},
    dataHome: {
      fresh: "rds",
      reachable: ["rds"],
      rds: { port: databasePort, admin: databaseAdmin, storageGb: dumps?.storageGb ?? 0 },
    },
    apps: apps.flatMap(({ name, database }) =>
      database ? [{ name, database, secrets: [], volumes: [] }] : [],
    ),
    backups: { keep: nightly, ...(others && { others }), ...(offsite && { offsite }) },
  };
}

/** Variable of the container -> parameter. */
export function dumpsSecrets(
  { stack, backups }: Plan,
  rdsPassword: string,
): Readonly<Record<string, string>> {
  return {
    BACKUP_PASSWORD: boxParameter(stack, rdsPassword),
    ...(backups.offsite && {
      OFFSITE_KEY_ID: boxParameter(stack, offsiteParameters.id),
      OFFSITE_KEY: boxParameter(stack, offsiteParameters.secret),
    }),
  };
}
