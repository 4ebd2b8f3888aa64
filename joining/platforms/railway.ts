import { quoted } from "../../settings/quoted";
import type { Fields } from "../../settings/settings-view";
import { appNames } from "../app-name";
import { assumedMemoryMb } from "../compose/limits";
import { scalarText, texts, under } from "../compose/values";
import type { Joined } from "../joined";
import type { Place } from "../place";
import { builtFolder } from "./built-folder";
import { commandLines } from "./command-line";
import { jsonMap, tomlMap } from "./toml-map";

/** Railway gives the port as PORT; any will do. */
const port = 8080;
const healthPath = /^\/[!-~]{0,1023}$/;
const known = [
  "startCommand",
  "preDeployCommand",
  "healthcheckPath",
  "healthcheckTimeout",
  "numReplicas",
  "drainingSeconds",
];
const covered = ["restartPolicyType", "restartPolicyMaxRetries", "overlapSeconds", "runtime"];

/** Turns a railway.json or railway.toml into an app: https://docs.railway.com/reference/config-as-code, read 2026-11-21. */
export function joinRailway(text: string, file: string, place: Place): Joined {
  const root = file.endsWith(".toml") ? tomlMap(text, file) : jsonMap(text, file);
  const deploy = under(root, "deploy");
  const start = scalarText(deploy.startCommand);
  const before = texts(deploy.preDeployCommand).join(" && ");
  const health = scalarText(deploy.healthcheckPath);
  const [startSeconds, stopSeconds] = [deploy.healthcheckTimeout, deploy.drainingSeconds].map(wholeSeconds);
  const lines = commandLines(start, before);
  const app = {
    settings: {
      name: appNames()(place.name),
      ...builtFolder(file, place, scalarText(under(root, "build").dockerfilePath)),
      port,
      ...(health !== undefined && healthPath.test(health) && { health }),
      ...lines.settings,
      memoryMb: assumedMemoryMb,
      ...(startSeconds !== undefined && { startSeconds: Math.min(1800, startSeconds) }),
      ...(stopSeconds !== undefined && { stopSeconds: Math.min(300, stopSeconds) }),
    },
    origin: "service",
    notes: [
      `port: ${port} as PORT; another one if the program does not read it, none for a worker`,
      `memoryMb: ${assumedMemoryMb} assumed; Railway's metrics show what it needs`,
      ...lines.notes,
      ...deployNotes(deploy),
    ],
    covered: Object.keys(deploy).filter((key) => covered.includes(key)),
  };
  return { apps: [app], leftOut: [], notes: [fileNote, ...fileNotes(root)], secretTexts: [] };
}

/** Parts beside deploy: a Dockerfile is built, whatever builds it there. */
function fileNotes(root: Fields): readonly string[] {
  const build = Object.keys(under(root, "build")).filter(
    (key) => key !== "dockerfilePath" && key !== "builder",
  );
  const parts = Object.keys(root).filter((key) => !["$schema", "build", "deploy"].includes(key));
  return [
    ...build.map((key) => `build.${quoted(key).slice(1, -1)}: not passed on; write it into the Dockerfile`),
    ...parts.map((key) =>
      key === "environments"
        ? "environments: what they have of their own is not taken; make a stack file for each"
        : `${quoted(key)}: has no counterpart, ignored`,
    ),
  ];
}

const fileNote =
  "Railway keeps variables and databases outside of this file: write database: true, cache: true, env: and secrets: yourself";

function deployNotes(deploy: Fields): readonly string[] {
  const notes: Readonly<Record<string, string>> = {
    cronSchedule: "no app is started by the clock; let it wait itself",
    sleepApplication: "apps do not sleep; schedule: stops the whole stack outside working hours",
  };
  const health = scalarText(deploy.healthcheckPath);
  return [
    ...(health === undefined || healthPath.test(health)
      ? []
      : [`healthcheckPath: ${quoted(health)} is no path that can be asked; write health: yourself`]),
    ...(Number(deploy.numReplicas) > 1
      ? ["numReplicas: scale: gives copies on the fargate tier; the box runs one"]
      : []),
    ...Object.keys(deploy)
      .filter((key) => !known.includes(key) && !covered.includes(key))
      .map(
        (key) =>
          `deploy.${quoted(key).slice(1, -1)}: ${Object.hasOwn(notes, key) ? notes[key] : "has no counterpart, ignored"}`,
      ),
  ];
}

function wholeSeconds(value: unknown): number | undefined {
  const number = Number(scalarText(value));
  return Number.isFinite(number) && number >= 1 ? Math.round(number) : undefined;
}
