import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Properties } from "./difference";
import type { ResourceType } from "./resource-types";

/** What the cloud remembers whatever Pulumi does: names that are taken, with their inputs, and pushed tags. */
interface Entry {
  readonly key: string;
  /** Absent when the name was given up. */
  readonly inputs?: Properties;
}

const image = "docker:index/image:Image";
const repositoryKey = "aws:ecr/repository:Repository";

/** Takes the resource's name; throws when another has it, unless AWS is told to write over it. */
export function take(type: string, rules: ResourceType, inputs: Properties): void {
  if (type === image) return push(String(inputs["imageName"]));
  // A name that the cloud chooses is nobody else's.
  if (rules.unique === undefined || inputs[rules.unique] === undefined) return;
  const key = keyOf(type, inputs[rules.unique]);
  if (taken().has(key) && inputs["overwrite"] !== true) throw new Error(`AlreadyExists: ${key}`);
  remember({ key, inputs });
}

/** A change of a resource that has its name. */
export function keep(type: string, rules: ResourceType, inputs: Properties): void {
  if (type === image) push(String(inputs["imageName"]));
  else if (rules.unique !== undefined) remember({ key: keyOf(type, inputs[rules.unique]), inputs });
}

export function giveUp(type: string, rules: ResourceType, state: Properties): void {
  if (rules.unique !== undefined) remember({ key: keyOf(type, state[rules.unique]) });
}

/** The inputs of what has the name; undefined when nothing has. */
export function found(type: string, name: string): Properties | undefined {
  return taken().get(keyOf(type, name));
}

/** ECR refuses a tag that exists in an immutable repository, also for the same image (aws/containers-roadmap#2380). */
function push(imageName: string): void {
  const [address = "", tag = ""] = imageName.split(":");
  const name = address.split("/").slice(1).join("/");
  const key = keyOf("tag", imageName);
  const names = taken();
  const immutable = names.get(keyOf(repositoryKey, name))?.["imageTagMutability"] === "IMMUTABLE";
  if (immutable && names.has(key))
    throw new Error(`tag invalid: The image tag '${tag}' already exists in the '${name}' repository`);
  remember({ key, inputs: {} });
}

function keyOf(type: string, name: unknown): string {
  return `${type} ${String(name)}`;
}

function taken(): ReadonlyMap<string, Properties> {
  const file = process.env["STAND_IN_CLOUD"];
  const names = new Map<string, Properties>();
  if (file === undefined || !existsSync(file)) return names;
  for (const line of readFileSync(file, "utf8").trim().split("\n")) {
    const { key, inputs } = JSON.parse(line) as Entry;
    if (inputs) names.set(key, inputs);
    else names.delete(key);
  }
  return names;
}

/** Appends one line, whole: the plugins of all providers write to the same file. */
function remember(entry: Entry): void {
  const file = process.env["STAND_IN_CLOUD"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(entry)}\n`);
}
