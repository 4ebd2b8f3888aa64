import { configCommand } from "../../settings/config-command";
import type { Problem } from "../../settings/problems";
import type { Settings } from "../../settings/schema";
import type { DeployedResource } from "../deployed";
import { dataHomeName, holders, type Memory } from "./memory";

type Described = Pick<Settings, "apps" | "retire" | "leaveDatabases">;

/**
 * What an earlier update put data on and the state does not have any more: somebody removed it by hand, and `pulumi refresh`
 * saw it. It would be made anew, and apps start on nothing without a word: refused until it is back, or given up by name.
 */
export function refusedLoss(
  settings: Described,
  stack: string,
  resources: readonly DeployedResource[],
  memory: Memory,
): readonly Problem[] {
  return [
    ...lostDatabases(settings, stack, resources, memory),
    ...(settings.retire === "compose" ? [] : lostFiles(settings, stack, resources)),
  ];
}

function lostDatabases(
  { apps, leaveDatabases }: Described,
  stack: string,
  resources: readonly DeployedResource[],
  { dataAt, record }: Memory,
): readonly Problem[] {
  const described = apps.filter(({ database }) => database).map(({ name }) => name);
  const placed = resources.find(({ type, name }) => type.endsWith(":DataHome") && name === dataHomeName);
  if (described.length === 0 || dataAt === undefined || placed?.outputs["databases"] !== true) return [];
  if (isThere(dataAt, resources)) return [];
  const known = record.databases ?? [];
  const lost = (known.length > 0 ? known : described).filter((name) => !leaveDatabases.includes(name));
  if (lost.length === 0) return [];
  const path = (index: number) => `ladder:leaveDatabases[${leaveDatabases.length + index}]`;
  const commands = lost.map((name, index) => configCommand(stack, `set --path '${path(index)}' ${name}`));
  return [
    {
      path: "database",
      problem: `${titles[dataAt]} was removed by hand, and a new one would be empty`,
      got: `databases on it: ${lost.join(", ")}`,
      hint: `bring it back from a snapshot, as docs/recover.md says; or begin with empty databases, which npm run restore fills from a backup: ${commands.join(" && ")}`,
    },
  ];
}

/** Only where a box was told what to run: without, nothing was ever written to a volume. */
function lostFiles(
  { apps }: Described,
  stack: string,
  resources: readonly DeployedResource[],
): readonly Problem[] {
  const box = resources.some(({ type }) => type === "pulumi-nodejs:dynamic/ladder:RunOnBox");
  if (!box || isThere("box", resources)) return [];
  return apps.flatMap(({ name, volumes, leaveFiles }, index) =>
    volumes.length === 0 || leaveFiles
      ? []
      : [
          {
            path: `apps[${index}].volumes`,
            problem: `${titles.box} was removed by hand, and ${name} would start without its files`,
            got: volumes.map((volume) => volume.name).join(", "),
            hint: `bring it back from a snapshot, as docs/recover.md says; or begin with empty volumes, which npm run restore fills from a backup: ${configCommand(stack, `set --path 'ladder:apps[${index}].leaveFiles' true`)}`,
          },
        ],
  );
}

const titles = {
  rds: "the server on RDS that holds the databases",
  box: "the box's data volume",
} as const;

function isThere(home: "box" | "rds", resources: readonly DeployedResource[]): boolean {
  return resources.some(({ type, name }) => type === holders[home].type && name === holders[home].name);
}

/** What was given up once would be given up again. */
export function givenUpNotes({ apps, leaveDatabases }: Described, stack: string): readonly string[] {
  const names = apps.map(({ name }) => name).filter((name) => leaveDatabases.includes(name));
  if (names.length === 0) return [];
  return [
    `leaveDatabases gives up databases that apps use: ${names.join(", ")}. When this update has finished: ${configCommand(stack, "rm leaveDatabases")}.`,
  ];
}
