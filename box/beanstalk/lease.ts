import { createHash } from "node:crypto";
import type { AppPlan, Plan } from "../../plan/types";
import { leasedWorkers } from "./edge";

/** What the instances agree by on who runs the workers: a lock in one database, named by a number. */
export interface Lease {
  /** App whose database and role are used; all instances must use the same. */
  readonly app: string;
  /** For pg_advisory_lock. */
  readonly key: number;
  readonly workers: readonly string[];
  /** Has psql. */
  readonly image: string;
}

/** Undefined when no worker needs it. */
export function leaseOf(plan: Plan): Lease | undefined {
  const workers = leasedWorkers(plan);
  const owner = plan.apps.find(hasDatabase);
  if (workers.length === 0) return undefined;
  if (!owner) throw new RangeError("workers on several instances, and no database to agree in");
  return { app: owner.name, key: keyOf(plan), workers, image: plan.box.images.postgres };
}

function hasDatabase(app: AppPlan): boolean {
  return app.database !== undefined && app.kind !== "static";
}

/** Far from the small numbers that apps use for locks of their own, and exact in JSON. */
function keyOf({ project, stack }: Plan): number {
  const hash = createHash("sha256").update(`${project}/${stack}: workers`).digest();
  return hash.readUIntBE(0, 6);
}
