import { quoted } from "../../settings/quoted";
import { type Fields, fields, isFields } from "../../settings/settings-view";
import { appNames } from "../app-name";
import { mebibytes, seconds } from "../compose/amounts";
import { assumedMemoryMb } from "../compose/limits";
import { sourceOf } from "../compose/source";
import { list, scalarText, under } from "../compose/values";
import type { AppInput, Joined, JoinedApp } from "../joined";
import type { Place } from "../place";
import { JoiningProblem } from "../problem";
import { isSecret, unmistakable } from "../secret-like";
import { builtFolder } from "./built-folder";
import { commandLines } from "./command-line";
import { isOf, volumesOf } from "./fly-volumes";
import { plainVariables } from "./plain-variables";
import { tomlMap } from "./toml-map";

const ignored = [
  ...["app", "env", "build", "http_service", "services", "mounts", "deploy", "processes", "vm", "checks"],
  ...["primary_region", "kill_timeout", "kill_signal", "console_command", "swap_size_mb"],
];

/** Turns a fly.toml into apps, one a process: https://fly.io/docs/reference/configuration/, read 2026-11-21. */
export function joinFly(text: string, file: string, place: Place): Joined {
  const toml = tomlMap(text, file);
  const app = scalarText(toml.app) ?? place.name;
  const nameFor = appNames();
  const written = Object.entries(fields(toml.processes));
  const processes = written.length === 0 ? [["app", ""] as const] : written;
  const source = flySource(toml, file, place);
  const apps = processes.map(([process, line]): JoinedApp => {
    const first = processes[0]?.[0] === process;
    return flyApp(toml, source, {
      name: nameFor(first ? app : `${app}-${process}`),
      process,
      command: scalarText(line) ?? "",
      release: first,
      only: processes.length === 1,
    });
  });
  return { apps, leftOut: [], notes: fileNotes(toml, processes.length), secretTexts: secretTexts(toml) };
}

function secretTexts(toml: Fields): readonly string[] {
  const env = Object.entries(under(toml, "env")).map(
    ([name, value]) => [name, scalarText(value) ?? ""] as const,
  );
  return unmistakable(env.flatMap(([name, value]) => (isSecret(name, value) ? [value] : [])));
}

interface Process {
  readonly name: string;
  readonly process: string;
  readonly command: string;
  readonly release: boolean;
  readonly only: boolean;
}

type Source = { readonly settings: Pick<AppInput, "image" | "build">; readonly notes: readonly string[] };

function flySource(toml: Fields, file: string, place: Place): Source {
  const build = under(toml, "build");
  const image = scalarText(build.image);
  if (image === undefined)
    return { settings: builtFolder(file, place, scalarText(build.dockerfile)), notes: [] };
  const source = sourceOf({ image }, place);
  if ("problem" in source) throw new JoiningProblem(`${file}: build.${source.problem}`);
  return source;
}

function flyApp(toml: Fields, source: Source, process: Process): JoinedApp {
  const port = portOf(toml, process);
  const variables = plainVariables(under(toml, "env"));
  const release = process.release ? scalarText(under(toml, "deploy").release_command) : undefined;
  const lines = commandLines(process.command, release);
  const { volumes, notes: volumeNotes } = volumesOf(toml, process);
  const memory = memoryOf(toml, process);
  const stop = seconds(stopText(toml));
  return {
    settings: {
      name: process.name,
      ...source.settings,
      ...(port !== undefined && { port, ...healthOf(toml) }),
      ...lines.settings,
      ...variables.settings,
      ...(volumes.length > 0 && { volumes: [...volumes] }),
      memoryMb: memory ?? assumedMemoryMb,
      ...(stop !== undefined && { stopSeconds: Math.min(300, Math.max(1, Math.round(stop))) }),
    },
    origin: `process ${process.process}`,
    notes: [
      ...source.notes,
      ...lines.notes,
      ...variables.notes,
      ...portNotes(toml, process, port),
      ...(volumes.length > 0 ? ["volumes: start empty: copy the files of the machine's volume there"] : []),
      ...volumeNotes,
      ...(memory === undefined
        ? [`memoryMb: ${assumedMemoryMb} assumed; fly machine list shows what it has`]
        : []),
    ],
    covered: [],
  };
}

function servicesOf(toml: Fields): readonly Fields[] {
  return [toml.http_service, ...list(toml.services)].filter(isFields);
}

function portOf(toml: Fields, { process, only }: Process): number | undefined {
  const own = servicesOf(toml).find((service) => only || isOf(service, process));
  const port = Number(own?.internal_port);
  return own !== undefined && Number.isSafeInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}

function portNotes(toml: Fields, { process, only }: Process, port: number | undefined): readonly string[] {
  const own = servicesOf(toml).filter((service) => only || isOf(service, process));
  const others = new Set(own.map(({ internal_port: other }) => scalarText(other) ?? ""));
  others.delete(String(port));
  return [...others].map(
    (other) =>
      `internal_port: ${quoted(other)} is not reached from outside; a stack answers HTTP and HTTPS only, one port an app`,
  );
}

function healthOf(toml: Fields): Pick<AppInput, "health"> {
  const checks = [...list(under(toml, "http_service").checks), ...Object.values(fields(toml.checks))];
  const path = checks
    .filter(isFields)
    .map((check) => scalarText(check.path))
    .find((one) => one !== undefined);
  return path !== undefined && /^\/[!-~]{0,1023}$/.test(path) ? { health: path } : {};
}

function memoryOf(toml: Fields, { process }: Process): number | undefined {
  const machines = (Array.isArray(toml.vm) ? list(toml.vm) : [toml.vm]).filter(isFields);
  const own = machines.find((machine) => isOf(machine, process));
  const memory =
    own?.memory_mb === undefined ? scalarText(own?.memory) : `${scalarText(own.memory_mb) ?? ""}mb`;
  const mb = mebibytes(/^\d+$/.test(memory ?? "") ? `${memory}mb` : memory);
  return mb === undefined ? undefined : Math.min(65_536, Math.max(8, mb));
}

function stopText(toml: Fields): string | undefined {
  const text = scalarText(toml.kill_timeout);
  return text !== undefined && /^\d+$/.test(text) ? `${text}s` : text;
}

function fileNotes(toml: Fields, processes: number): readonly string[] {
  const region = scalarText(toml.primary_region);
  return [
    "fly.toml names no database and no secrets: write database: true, cache: true and the names of fly secrets list into the apps",
    ...(region === undefined
      ? []
      : [`primary_region: ${quoted(region)}: choose a region of AWS near it (aws:region)`]),
    ...(processes > 1
      ? ["Each app has a database of its own: processes that work on one database belong into one container"]
      : []),
    ...Object.keys(toml)
      .filter((key) => !ignored.includes(key))
      .map((key) => `${quoted(key)}: has no counterpart, ignored`),
  ];
}
