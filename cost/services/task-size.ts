import { MissingInput } from "../missing-input";
import type { Sheet } from "../sheet";
import type { Tasks } from "./fargate-tasks";

export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const INCLUDED_STORAGE_GB = 20;

type TaskSize = Omit<Tasks, "count" | "spot">;

/** Of the task definition that a property refers to. */
export function taskSize(sheet: Sheet, property: string): TaskSize {
  const [found] = sheet.referenced(property, taskDefinition);
  if (!found) throw new MissingInput("its task definition is not among the resources");
  const task = sheet.inputsOf(found);
  return {
    arm: task.block("runtimePlatform")?.text("cpuArchitecture") === "ARM64",
    vcpu: vcpus(task.needText("cpu")),
    memoryGb: gigabytes(task.needText("memory")),
    storageGb: task.block("ephemeralStorage")?.number("sizeInGib") ?? INCLUDED_STORAGE_GB,
  };
}

/** CPU units or vCPU: `512` and `.5 vCPU` are the same. */
function vcpus(text: string): number {
  return /vcpu$/i.test(text) ? checked(parseFloat(text), text) : checked(Number(text) / 1024, text);
}

/** MiB or GB: `1024` and `1 GB` are the same. */
function gigabytes(text: string): number {
  return /gb$/i.test(text) ? checked(parseFloat(text), text) : checked(Number(text) / 1024, text);
}

function checked(value: number, text: string): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new MissingInput(`a task size of ${text} makes no sense`);
}
