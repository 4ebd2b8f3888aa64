import { configCommand } from "../../settings/config-command";
import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import { type Declared, needsRds } from "./declared";
import { homeTitles } from "./home-titles";
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
 * A move takes the databases of the apps that are described, no others: those of an app that left the settings would stay where
 * they are, out of sight when the app comes back, and go with the server that they lie on.
 */
export function refusedDatabases(
  settings: Described,
  { staying, dataHome }: Pick<Declared, "staying" | "dataHome">,
  memory: Memory,
  stack: string,
): readonly Problem[] {
  const { retire, leaveDatabases } = settings;
  const names = described(settings);
  const lost = (memory.record.databases ?? []).filter(
    (name) => !names.includes(name) && !leaveDatabases.includes(name),
  );
  if (lost.length === 0) return [];
  const give = configCommand(
    stack,
    `set --path 'ladder:leaveDatabases[${leaveDatabases.length}]' ${lost[0] ?? ""}`,
  );
  const problem = (path: string, what: string, hint: string): readonly Problem[] => [
    {
      path,
      problem: `databases of apps that are not described any more ${what}`,
      got: lost.join(", "),
      hint,
    },
  ];
  // Another part may still need RDS.
  if (retire !== undefined && mayExist(retire, memory) && (retire === "compose" || !needsRds(staying)))
    return problem(
      "retire",
      `do not move, and would go with ${retire}`,
      `describe the apps again, or give their databases up: ${give}`,
    );
  if (dataHome === "stay" || memory.dataAt === undefined || memory.dataAt === dataHome) return [];
  return problem(
    "apps",
    `do not move to ${homeTitles[dataHome]}: such an app would find an empty one there`,
    `describe the apps again, or leave their databases on ${homeTitles[memory.dataAt]}: ${give}`,
  );
}

function described({ apps }: Described): readonly string[] {
  return apps.filter(({ database }) => database).map(({ name }) => name);
}
