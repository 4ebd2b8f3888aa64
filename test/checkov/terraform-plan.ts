import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import types from "../../rig/provider/types.json";

const documented: Readonly<Record<string, { readonly source: string }>> = types;
const reference = /^\$\{(urn:[^}]+)\.([A-Za-z0-9]+)\}$/;
/** Objects that are maps in Terraform, not blocks. */
const maps = new Set(["tags", "variables"]);
/** Lists of blocks whose names do not follow the rule of the others. */
const blockNames: Readonly<Record<string, string>> = {
  aliases: "alias",
  ingress: "ingress",
  egress: "egress",
};

interface Value {
  readonly [key: string]: unknown;
}

/** The recorded resources of AWS as `terraform show -json` prints a plan that creates them. */
export function terraformPlan(resources: readonly RecordedResource[]): object {
  const ours = resources.filter(({ type }) => type.startsWith("aws:"));
  const addresses = new Map(ours.map((one) => [one.urn, address(one)]));
  const planned = ours.map((one) => ({
    ...identity(one),
    values: block(one.inputs, addresses),
  }));
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources: planned } },
    resource_changes: planned.map(({ values, ...who }) => ({
      ...who,
      change: { actions: ["create"], before: null, after: values, after_unknown: {} },
    })),
    configuration: {
      root_module: {
        resources: ours.map((one) => ({ ...identity(one), expressions: expressions(one.inputs, addresses) })),
      },
    },
  };
}

function terraformType(type: string): string {
  const source = documented[type]?.source;
  if (source === undefined) throw new Error(`rig/provider/types.json has no entry for ${type}`);
  return `aws_${source}`;
}

function terraformName({ name }: RecordedResource): string {
  return name.replace(/[^A-Za-z0-9]/g, "_");
}

function address(one: RecordedResource): string {
  return `${terraformType(one.type)}.${terraformName(one)}`;
}

function identity(one: RecordedResource) {
  return {
    address: address(one),
    mode: "managed",
    type: terraformType(one.type),
    name: terraformName(one),
    provider_name: "registry.terraform.io/hashicorp/aws",
  };
}

type Addresses = ReadonlyMap<string, string>;

function block(inputs: Value, addresses: Addresses): Value {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([key, value]) =>
      isUnknown(value) ? [] : [[terraformKey(key, value), converted(key, value, addresses)]],
    ),
  );
}

function converted(key: string, value: unknown, addresses: Addresses): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) =>
      isObject(item) ? inner(item, addresses) : isUnknown(item) ? null : item,
    );
  if (!isObject(value)) return value;
  return maps.has(key) ? value : [inner(value, addresses)];
}

/** A block inside a resource: Checkov looks for references among the outermost arguments alone, so inside they are values. */
function inner(inputs: Value, addresses: Addresses): Value {
  const named = Object.entries(inputs).map(([key, value]) => [key, referred(value, addresses)]);
  return block(Object.fromEntries(named) as Value, addresses);
}

function referred(value: unknown, addresses: Addresses): unknown {
  const [, urn = "", property = ""] = typeof value === "string" ? (reference.exec(value) ?? []) : [];
  const target = addresses.get(urn);
  return target === undefined ? value : `${target}.${terraformKey(property, "")}`;
}

/** What a plan does not know yet stands among the expressions. */
function isUnknown(value: unknown): boolean {
  return value === undefined || value === "[unknown]" || (typeof value === "string" && reference.test(value));
}

function isObject(value: unknown): value is Value {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `defaultActions: [{…}]` -> `default_action`; lists of plain values keep their name. */
function terraformKey(key: string, value: unknown): string {
  const name = Array.isArray(value) && value.some(isObject) ? (blockNames[key] ?? singular(key)) : key;
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function singular(key: string): string {
  return key.endsWith("ies") ? `${key.slice(0, -3)}y` : key.replace(/s$/, "");
}

function expressions(inputs: Value, addresses: Addresses): Value {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([key, value]) => {
      const found = [...JSON.stringify(value ?? null).matchAll(/\$\{(urn:[^}]+)\.([A-Za-z0-9]+)\}/g)];
      const references = found.flatMap(([, urn = "", property = ""]) => {
        const target = addresses.get(urn);
        return target === undefined ? [] : [`${target}.${terraformKey(property, "")}`, target];
      });
      return references.length === 0 ? [] : [[terraformKey(key, value), { references }]];
    }),
  );
}
