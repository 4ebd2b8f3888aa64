import { configCommand } from "../../settings/config-command";
import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import { type Declared, needsRds } from "./declared";
import { mayExist, type Memory } from "./memory";

type Described = Pick<Settings, "apps" | "retire" | "leaveDatabases">;

/** Databases that apps ever had; after an update that removes where they lay, without those that were given up. */
export function knownDatabases(
  settings: Described,
  { going }: Pick<Declared, "going">,
  { record }: Memory,
): readonly string[] {
  const before = record.databases ?? [];
  const left =
    going === undefined ? before : before.filter((name) => !settings.leaveDatabases.includes(name));
  return [...new Set([...left, ...described(settings)])].sort();
}

/**
 * A move takes the databases of the apps that are described, no others: those of an app that left the settings would go with
 * the server that they lie on.
 */
export function refusedDatabases(
  settings: Described,
  { staying }: Pick<Declared, "staying">,
  memory: Memory,
  stack: string,
): readonly Problem[] {
  const { retire, leaveDatabases } = settings;
  if (retire === undefined || !mayExist(retire, memory)) return [];
  const names = described(settings);
  const lost = (memory.record.databases ?? []).filter(
    (name) => !names.includes(name) && !leaveDatabases.includes(name),
  );
  // Another part still needs RDS.
  if (lost.length === 0 || (retire !== "compose" && needsRds(staying))) return [];
  return [
    {
      path: "retire",
      problem: `databases of apps that are not described any more do not move, and would go with ${retire}`,
      got: lost.join(", "),
      hint: `describe the apps again, or give their databases up: ${configCommand(stack, `set --path 'ladder:leaveDatabases[${leaveDatabases.length}]' ${lost[0] ?? ""}`)}`,
    },
  ];
}

function described({ apps }: Described): readonly string[] {
  return apps.filter(({ database }) => database).map(({ name }) => name);
}
