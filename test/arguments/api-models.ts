import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A shape of AWS's API models, as botocore's service-2.json has it. */
export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface Place {
  readonly shape: Shape;
  readonly of: (name: string) => Shape;
}

/** Reads models of the newest version of each service from the data folder of an installed botocore. */
export function apiModels(folder: string): (call: string) => Place {
  const models = new Map<string, Model>();
  const modelOf = (service: string): Model => {
    const version = readdirSync(join(folder, service)).sort().at(-1) ?? "";
    const packed = readFileSync(join(folder, service, version, "service-2.json.gz"));
    const model = models.get(service) ?? (JSON.parse(gunzipSync(packed).toString()) as Model);
    models.set(service, model);
    return model;
  };
  return (call) => {
    const [service = "", operation = "", path] = call.split(" ");
    const { operations, shapes } = modelOf(service);
    const of = (name: string) => found(shapes[name], `${service} ${name}`);
    const input = found(operations[operation], call).input?.shape;
    const place = { shape: of(input ?? ""), of };
    return path === undefined ? place : found(placeAt(place, path.split(".")), call);
  };
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`AWS's models know no ${what}`);
  return value;
}

/** Where a path of members leads; names are compared as AWS's documentation and the provider's write them. */
export function placeAt(place: Place, path: readonly string[]): Place | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return place;
  const next = memberOf(withoutList(place), first);
  return next && placeAt(next, rest);
}

export function memberOf({ shape, of }: Place, name: string): Place | undefined {
  const names = [name, `${name}s`, name.replace(/s$/, ""), name.replace(/ies$/, "y")];
  const members = Object.entries(shape.members ?? {});
  const [found] = names.flatMap((wanted) =>
    members.filter(([member]) => member.toLowerCase() === wanted.toLowerCase()),
  );
  return found && { shape: of(found[1].shape), of };
}

const wrapping = ["Quantity", "Items", "Enabled", "CachedMethods"];

/** CloudFront wraps lists as { Quantity, Items }; the provider takes one where AWS takes a list of one, and the other way. */
export function withoutList(place: Place): Place {
  const { shape, of } = place;
  const others = Object.keys(shape.members ?? {}).filter((name) => !wrapping.includes(name));
  const items = others.length === 0 && shape.members ? shape.members["Items"] : shape.member;
  return items ? withoutList({ shape: of(items.shape), of }) : place;
}
