import { parse } from "yaml";
import { records, type Resource } from "./rule";

/** A service of a Compose file, as far as rules read it; anything may stand in it. */
export interface ComposeService {
  readonly privileged?: unknown;
  readonly network_mode?: unknown;
  readonly pid?: unknown;
  readonly ipc?: unknown;
  readonly uts?: unknown;
  readonly userns_mode?: unknown;
  readonly volumes?: unknown;
  readonly security_opt?: unknown;
  readonly cap_drop?: unknown;
  readonly mem_limit?: unknown;
  readonly pids_limit?: unknown;
  readonly healthcheck?: unknown;
  readonly environment?: unknown;
  readonly networks?: unknown;
  readonly ports?: unknown;
}

export type NamedService = readonly [name: string, service: ComposeService];

/** The services of the Compose file in a bundle; none for any other object. */
export function composeServices(one: Resource): readonly NamedService[] {
  const document = read(composeText(one), lastParsed);
  return entries(fieldsOf(document)["services"]).map(([name, service]) => [name, fieldsOf(service)]);
}

let last: { readonly text: string; readonly document: unknown } | undefined;

/** Every rule asks for the same file in turn, and reading it takes longer than judging it. */
function lastParsed(text: string): unknown {
  if (last?.text !== text) last = { text, document: parse(text) as unknown };
  return last.document;
}

/** The box's bundle is a document of files; Elastic Beanstalk's is an archive of texts, where it can be seen at all. */
function composeText({ inputs }: Resource): unknown {
  const files = fieldsOf(fieldsOf(read(inputs["content"], JSON.parse))["files"]);
  const ofBox = fieldsOf(files["compose.yaml"])["content"];
  const assets = fieldsOf(fieldsOf(inputs["source"])["assets"]);
  return ofBox ?? fieldsOf(assets["docker-compose.yml"])["text"];
}

function read(text: unknown, reader: (text: string) => unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return reader(text);
  } catch {
    return undefined;
  }
}

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Array.isArray(value)
    ? {}
    : ((records<Record<string, unknown>>(value)[0] ?? {}) as Record<string, unknown>);
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(fieldsOf(value));
}
