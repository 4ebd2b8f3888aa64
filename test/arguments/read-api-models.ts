import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluated } from "../evaluated";
import { apiModels, memberOf, placeAt, withoutList, type Place, type Shape } from "./api-models";
import counterparts from "./counterparts.json";
import type { Rule } from "./rules";
import { stacks } from "./stacks";

/**
 * Writes api-rules.json: what AWS's own models say of every argument that the program passes. To be run when a test names
 * an argument that is not in there, or for newer models; botocore comes from PyPI:
 * `node --require ./scripts/loader.cjs test/arguments/read-api-models.ts <botocore>/data <botocore's version> <today>`
 */
async function main(): Promise<void> {
  const [folder = "", version = "", today = ""] = process.argv.slice(2);
  const models = apiModels(folder);
  const rules: Record<string, Record<string, Rule>> = {};
  for (const [stack, set] of stacks)
    for (const { type, inputs } of (await evaluated(stack, set)).resources) {
      if (!type.startsWith("aws:")) continue;
      const { calls, names } = counterpartOf(type);
      const reader = { type, calls: calls.map(models), names, rules: (rules[type] ??= {}) };
      for (const [name, value] of Object.entries(inputs))
        if (name !== "tags") readArgument(reader, name, name, value, reader.calls);
    }
  const source = `botocore ${version}: service-2.json of each service; https://github.com/boto/botocore`;
  const text = JSON.stringify({ source, asOf: today, rules: sorted(rules) }, null, 1);
  writeFileSync(join(__dirname, "api-rules.json"), `${text}\n`);
  if (process.exitCode === 1) console.error("Name each in counterparts.json.");
}

interface Reader {
  readonly type: string;
  readonly calls: readonly Place[];
  readonly names: Readonly<Record<string, string>>;
  readonly rules: Record<string, Rule>;
}

function counterpartOf(type: string): { readonly calls: readonly string[]; readonly names: Reader["names"] } {
  const table: Readonly<Record<string, { calls: readonly string[]; names?: Reader["names"] }>> =
    counterparts.types;
  return { calls: table[type]?.calls ?? [], names: table[type]?.names ?? {} };
}

/** Finds the member of AWS's call that an argument becomes, and goes on with what is in it. */
function readArgument(reader: Reader, path: string, name: string, value: unknown, places: readonly Place[]) {
  const named = reader.names[path];
  if (named === "") {
    reader.rules[path] = { own: true };
    return;
  }
  if (named === ".") return readInner(reader, path, value, places);
  const found =
    named === undefined
      ? places.map((place) => memberOf(place, name)).find((one) => one !== undefined)
      : reader.calls.map((place) => placeAt(place, named.split("."))).find((one) => one !== undefined);
  if (found) return readValue(reader, path, value, found);
  console.error(
    `no counterpart: ${reader.type} ${path} of ${JSON.stringify(places.map(({ shape }) => Object.keys(shape.members ?? {})))}`,
  );
  process.exitCode = 1;
}

function readInner(reader: Reader, path: string, value: unknown, places: readonly Place[]): void {
  const [inner] = [value].flat();
  const here = Array.isArray(value) ? `${path}[]` : path;
  for (const [name, item] of Object.entries(inner as object))
    readArgument(reader, `${here}.${name}`, name, item, places);
}

function readValue(reader: Reader, path: string, value: unknown, place: Place): void {
  const { shape, of } = place;
  if (Array.isArray(value)) {
    for (const item of value) readValue(reader, `${path}[]`, item, withoutList(place));
    reader.rules[path] = shape.type === "list" ? sizeOf(shape) : {};
    return;
  }
  const inner = withoutList(place);
  const json =
    typeof value === "string" && value.startsWith("[{") && inner.shape.type === "structure"
      ? (JSON.parse(value) as unknown)
      : value;
  if (json !== value) return readValue(reader, path, json, place);
  if (typeof value !== "object" || value === null) return void (reader.rules[path] = ruleOf(inner.shape));
  if (shape.type === "map" && shape.value) {
    reader.rules[path] = { map: true };
    for (const item of Object.values(value))
      readValue(reader, `${path}.*`, item, { shape: of(shape.value.shape), of });
    return;
  }
  for (const [name, item] of Object.entries(value))
    readArgument(reader, `${path}.${name}`, name, item, [inner]);
}

function sizeOf(shape: Shape): Rule {
  const length = boundsOf(shape);
  return length ? { length } : {};
}

function boundsOf({ min, max }: Shape): readonly (number | null)[] | undefined {
  return min === undefined && max === undefined ? undefined : [min ?? null, max ?? null];
}

/** A list of more than 200 values is that of all instance types, which the package's declarations have, too. */
function ruleOf(shape: Shape): Rule {
  const { type, enum: values, pattern } = shape;
  const bounds = boundsOf(shape);
  const number = ["integer", "long", "float", "double"].includes(type);
  return {
    ...(values && values.length <= 200 && { values }),
    ...(pattern !== undefined && pattern !== ".*" && { pattern }),
    ...(bounds && { [number ? "range" : "length"]: bounds }),
  };
}

function sorted<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

void main();
