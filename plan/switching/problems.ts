import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import { refusedMajor } from "./database-major";
import { refusedDatabases } from "./databases";
import type { Declared } from "./declared";
import type { Memory } from "./memory";
import { refusedSwitch } from "./refused";
import { refusedFiles } from "./refused-files";
import { trafficProblems } from "./traffic";

/** What the settings ask of a deployed stack that would lose something, or what cannot be done. */
export function switchProblems(
  settings: Settings,
  { stack, databaseMajor }: { readonly stack: string; readonly databaseMajor?: number },
  declared: Declared,
  memory: Memory,
): readonly Problem[] {
  return [
    ...refusedSwitch(settings, memory, stack),
    ...refusedFiles(settings, declared, memory, stack),
    ...refusedDatabases(settings, declared, memory, stack),
    ...refusedMajor(settings.box.postgres, databaseMajor, declared, memory),
    ...trafficProblems(settings, declared.computes, memory, stack),
  ];
}
