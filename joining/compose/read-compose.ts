import { parseEnv } from "node:util";
import { quoted } from "../../settings/quoted";
import { type Fields, fields, isFields } from "../../settings/settings-view";
import type { Place } from "../place";
import { JoiningProblem } from "../problem";
import { yamlMap } from "../yaml-map";
import { extended } from "./extended";
import { interpolate, type Variables } from "./interpolate";
import serviceKeys from "./service-keys.json";
import { names, scalarText } from "./values";

/** A Compose file with `extends` followed and variables filled in, but for what may hold secrets (`rawKeys`). */
export interface ComposeFile {
  readonly file: string;
  readonly project: string;
  readonly services: ReadonlyMap<string, Fields>;
  readonly volumes: Fields;
  readonly secrets: Fields;
  readonly variables: Variables;
  readonly notes: readonly string[];
}

/** Filled in where they are used, which asks what variables a value came from. */
const rawKeys = ["environment", "command", "entrypoint"];

const knownTopKeys = ["version", "name", "services", "volumes", "networks", "secrets", "configs"];

/** Reads a Compose file. Throws JoiningProblem for a text that is none. */
export function readCompose(text: string, file: string, place: Place): ComposeFile {
  const root = yamlMap(text, file);
  if (!isFields(root.services))
    throw new JoiningProblem(`${file}: no services; a Compose file has services:`);
  const variables = dotEnv(place.read(".env") ?? "", new Map());
  const { services, notes } = extended(root.services, file, place);
  const filled = [...services].map(([name, service]) => [name, filledService(service, variables)] as const);
  const unset = [...services].flatMap(([name, service]) => unsetNotes(name, service, variables));
  return {
    file,
    project: scalarText(filledIn(root.name, variables)) ?? place.name,
    services: new Map(filled),
    volumes: fields(filledIn(root.volumes, variables)),
    secrets: fields(root.secrets),
    variables,
    notes: [...topNotes(root), ...notes, ...unset],
  };
}

/** The lines of an env file; one may name those before it, and the known ones. */
export function dotEnv(text: string, known: Variables): Variables {
  const lines: Readonly<Record<string, string | undefined>> = parseEnv(text);
  const found = new Map<string, string>();
  for (const [name, value = ""] of Object.entries(lines))
    found.set(name, interpolate(value, new Map([...known, ...found])).text);
  return found;
}

function filledService(service: Fields, variables: Variables): Fields {
  return Object.fromEntries(
    Object.entries(service).map(([key, value]) => [
      key,
      rawKeys.includes(key) ? value : filledIn(value, variables),
    ]),
  );
}

/** Settings of a service that name variables without a value, as image: ${TAG}: Compose takes an empty text. */
function unsetNotes(name: string, service: Fields, variables: Variables): readonly string[] {
  return Object.entries(service).flatMap(([key, value]) => {
    const isRead = serviceKeys.read.includes(key) && !rawKeys.includes(key);
    const unset = [...new Set(isRead ? unsetIn(value, variables) : [])];
    if (unset.length === 0) return [];
    return [
      `service ${quoted(name)}: ${quoted(key).slice(1, -1)}: ${unset.join(", ")} ${unset.length === 1 ? "has" : "have"} no value: write it into .env beside the file and import again`,
    ];
  });
}

function unsetIn(value: unknown, variables: Variables): readonly string[] {
  if (typeof value === "string") return interpolate(value, variables).unset;
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((item) => unsetIn(item, variables));
}

function filledIn(value: unknown, variables: Variables): unknown {
  if (typeof value === "string") return interpolate(value, variables).text;
  if (Array.isArray(value)) return value.map((item: unknown) => filledIn(item, variables));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledIn(item, variables)]));
}

function topNotes(root: Fields): readonly string[] {
  const unknown = Object.keys(root).filter((key) => !knownTopKeys.includes(key) && !key.startsWith("x-"));
  return [
    ...(root.include === undefined
      ? []
      : ["include: other files are not read: import each, or put their services into this file"]),
    ...unknown
      .filter((key) => key !== "include")
      .map((key) => `${JSON.stringify(key)}: not a part of a Compose file that is known here, ignored`),
    ...(names(root.configs).length === 0
      ? []
      : ["configs: files do not come with the settings: put them into an image (build:)"]),
  ];
}
