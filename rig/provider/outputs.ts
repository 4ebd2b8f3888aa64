import { randomBytes } from "node:crypto";
import type { Properties } from "./difference";
import type { ResourceType } from "./resource-types";

/** Stands for a value that is not known before the resource exists. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the cloud answers to a creation: the inputs and what it computes. */
export function createdState(rules: ResourceType, inputs: Properties, logicalName: string) {
  const known = new Map([["name", physicalName(inputs, logicalName)]]);
  const id = fill(rules.id, inputs, known);
  known.set("id", id);
  return { id, state: { ...inputs, ...fillAll({ ...rules.outputs, ...rules.renewed }, inputs, known) } };
}

/** A creation in preview: everything computed is unknown. */
export function plannedState(rules: ResourceType, inputs: Properties): Properties {
  return { ...inputs, ...unknowns({ ...rules.outputs, ...rules.renewed }) };
}

/** An update keeps what was computed, except what every change renews. */
export function updatedState(
  rules: ResourceType,
  before: Properties,
  inputs: Properties,
  preview: boolean,
): Properties {
  const kept = Object.fromEntries(Object.keys(rules.outputs).map((key) => [key, before[key]]));
  const renewed = preview ? unknowns(rules.renewed ?? {}) : fillAll(rules.renewed ?? {}, inputs, new Map());
  return { ...inputs, ...kept, ...renewed };
}

/** Fills the placeholders of an answer: `${hex}`, `${hex64}`. */
export function filledAnswer(answer: unknown): unknown {
  return fillValue(answer, {}, new Map());
}

/** Named by the user, by a prefix, or after the logical name as Pulumi does. */
function physicalName(inputs: Properties, logicalName: string): string {
  const given = inputs["name"] ?? inputs["bucket"];
  if (typeof given === "string") return given;
  const prefix = inputs["namePrefix"] ?? inputs["bucketPrefix"];
  return `${typeof prefix === "string" ? prefix : `${logicalName}-`}${hex(4)}`;
}

function unknowns(templates: Properties): Properties {
  return Object.fromEntries(Object.keys(templates).map((key) => [key, unknownValue]));
}

function fillAll(templates: Properties, inputs: Properties, known: ReadonlyMap<string, string>): Properties {
  return Object.fromEntries(
    Object.entries(templates).map(([key, value]) => [key, fillValue(value, inputs, known)]),
  );
}

function fillValue(value: unknown, inputs: Properties, known: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return fill(value, inputs, known);
  if (Array.isArray(value)) return value.map((item) => fillValue(item, inputs, known));
  return typeof value === "object" && value !== null ? fillAll(value as Properties, inputs, known) : value;
}

function fill(template: string, inputs: Properties, known: ReadonlyMap<string, string>): string {
  return template.replace(/\$\{([^}]+)\}/g, (_, placeholder: string) => {
    if (placeholder.startsWith("input:")) return String(inputs[placeholder.slice("input:".length)]);
    return known.get(placeholder) ?? generated(placeholder);
  });
}

function generated(placeholder: string): string {
  switch (placeholder) {
    case "hex":
      return hex(8);
    case "hex64":
      return hex(32);
    case "count":
      return String(Date.now());
    case "address":
      return `198.51.100.${(randomBytes(1)[0] ?? 0) % 255}`;
    default:
      throw new Error(`unknown placeholder ${placeholder} in types.json`);
  }
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
