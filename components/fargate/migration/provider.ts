import { randomUUID } from "node:crypto";
import { openEcs } from "../calls/ecs-calls";
import { lastLines } from "../calls/task-log";
import { surroundings } from "../calls/waiting";
import type { MigrationInputs } from "./inputs";
import { migrate } from "./migrate";

/** Once per version: a changed secret or size makes a new task definition, and no migration. */
export function diff(before: Partial<MigrationInputs>, inputs: MigrationInputs): { changes: boolean } {
  return { changes: before.version !== inputs.version };
}

export async function create(inputs: MigrationInputs): Promise<{ id: string; outs: MigrationInputs }> {
  return { id: inputs.app, ...(await update(inputs)) };
}

export async function update(inputs: MigrationInputs): Promise<{ outs: MigrationInputs }> {
  const lines = (arn: string, count: number) => lastLines(inputs, arn, count, surroundings.sleep);
  await migrate(inputs, openEcs(inputs), lines, randomUUID(), surroundings);
  return { outs: inputs };
}
