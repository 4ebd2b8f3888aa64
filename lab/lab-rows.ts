import type { Lab } from "./lab";
import { firstDatabase } from "./lab-data";

/** Todos in the first app's database, on each server that has it. */
export interface LabRows {
  readonly box?: number;
  readonly rds?: number;
}

const count = "select count(*) from todos";

export async function labRows({ machines, databases }: Lab): Promise<LabRows> {
  const [machine] = machines.values();
  const [server] = databases.values();
  const psql = `docker exec ladder-postgres-1 psql -XqAt -U postgres -d ${firstDatabase} -c "${count}"`;
  const [box, rds] = await Promise.all([machine?.box.try(psql), server?.trySql(firstDatabase, count)]);
  return {
    ...(box?.status === 0 && { box: Number(box.stdout) }),
    ...(rds?.status === 0 && { rds: Number(rds.stdout) }),
  };
}
