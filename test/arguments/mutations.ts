import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { argumentProblems } from "./argument-problems";

type Change = (holder: Record<string, unknown>, name: string) => void;

/** Places, as `type path`, where a change of one argument of a copy goes unnoticed; lists are looked into at their first item. */
export function unnoticed(resource: RecordedResource, change: Change): readonly string[] {
  return placesIn(resource.inputs)
    .filter((path) => argumentProblems(changed(resource, path, change)).length === 0)
    .map((path) => `${resource.type} ${path.join(".")}`);
}

/** The same resource with other arguments, each place a path such as `healthCheck.timeout`. */
export function withInputs(
  resource: RecordedResource,
  values: Readonly<Record<string, unknown>>,
): RecordedResource {
  return Object.entries(values).reduce(
    (one, [path, value]) => changed(one, path.split("."), (holder, name) => void (holder[name] = value)),
    resource,
  );
}

function changed(resource: RecordedResource, path: readonly string[], change: Change): RecordedResource {
  const inputs = structuredClone(resource.inputs) as Record<string, unknown>;
  const holder = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, inputs);
  change(holder, path.at(-1) ?? "");
  return { ...resource, inputs: JSON.parse(JSON.stringify(inputs)) as Record<string, unknown> };
}

function placesIn(value: object): readonly (readonly string[])[] {
  return Object.entries(value)
    .slice(0, Array.isArray(value) ? 1 : undefined)
    .flatMap(([name, item]: [string, unknown]) => {
      const inside = typeof item === "object" && item !== null ? placesIn(item) : [];
      return [...(Array.isArray(value) ? [] : [[name]]), ...inside.map((path) => [name, ...path])];
    });
}
