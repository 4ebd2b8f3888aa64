import type { Resource } from "./types";

// Properties by which other resources name one.
const NAMING = [
  "arn",
  "id",
  "name",
  "identifier",
  "clusterIdentifier",
  "replicationGroupId",
  "bucket",
  "family",
  "allocationId",
  "domainName",
];

/** Finds the resource behind a reference: a `${urn.property}`, an id, an ARN, a name, or a recorded dependency. */
export class References {
  private readonly byUrn = new Map<string, Resource>();
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private readonly keys = new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  private readonly referring = new Map<string, ReadonlyMap<string, readonly Resource[]>>();

  constructor(readonly resources: readonly Resource[]) {
    for (const resource of resources) this.byUrn.set(resource.urn, resource);
    this.byType = byType(resources);
  }

  /** All resources of a type. */
  ofType(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resources of the given types that a property of a resource refers to. */
  of(resource: Resource, property: string, types: readonly string[]): Resource[] {
    const value = resource.inputs[property] ?? resource.outputs?.[property];
    const urns = resource.references?.[property] ?? [];
    if (value === undefined && urns.length === 0) return [];
    const recorded = this.recorded(urns, types);
    return recorded.length > 0 ? recorded : this.namedIn(strings(value), types);
  }

  /** The resources of a type that refer to the target: from any property, or from one, even inside its JSON texts. */
  referrers(type: string, target: Resource, property?: string): readonly Resource[] {
    if (!this.byType.has(type)) return [];
    const id = `${type}\0${target.type}\0${property ?? ""}`;
    const index = this.referring.get(id) ?? this.indexReferrers(type, target.type, property);
    this.referring.set(id, index);
    return index.get(target.urn) ?? [];
  }

  /** The value behind a string that is nothing but a `${urn.property}`, else undefined. */
  valueOf(text: string): unknown {
    const { target, property } = this.parse(text.slice(2, -1)) ?? {};
    if (target === undefined || property === undefined) return undefined;
    return target.inputs[property] ?? target.outputs?.[property];
  }

  private indexReferrers(type: string, target: string, property?: string) {
    return grouped(this.ofType(type), ({ inputs, references = {} }) => {
      const properties = property === undefined ? Object.keys({ ...inputs, ...references }) : [property];
      const found = properties.flatMap((name) => {
        const recorded = this.recorded(references[name] ?? [], [target]);
        const texts = property === undefined ? strings(inputs[name]) : textsInside(inputs[name]);
        return recorded.length > 0 ? recorded : this.namedIn(texts, [target]);
      });
      return [...new Set(found.map(({ urn }) => urn))];
    });
  }

  // What is recorded is exact, while resources of several regions may share an id or a name.
  private recorded(urns: readonly string[], types: readonly string[]): Resource[] {
    const found = urns.flatMap((urn) => this.byUrn.get(urn) ?? []);
    return [...new Set(found.filter(({ type }) => types.includes(type)))];
  }

  private namedIn(texts: readonly string[], types: readonly string[]): Resource[] {
    return [...new Set(types.flatMap((type) => texts.flatMap((text) => this.behind(text, type))))];
  }

  private behind(text: string, type: string): readonly Resource[] {
    if (text.includes("${urn:")) {
      const inner = [...text.matchAll(/\$\{(urn:[^}]+)\}/g)].map(([, found]) => found ?? "");
      return inner.flatMap((found) => this.parse(found)?.target ?? []).filter((found) => found.type === type);
    }
    const keys = this.keys.get(type) ?? grouped(this.ofType(type), keysOf);
    this.keys.set(type, keys);
    const exact = keys.get(text) ?? keys.get(text.replace(/:\d+$/, ""));
    return exact ?? keys.get(text.slice(text.lastIndexOf("/") + 1)) ?? [];
  }

  // A name may hold dots, so the longest known URN before a dot is the one meant.
  private parse(inner: string): { target: Resource; property: string } | undefined {
    for (let dot = inner.lastIndexOf("."); dot > 0; dot = inner.lastIndexOf(".", dot - 1)) {
      const target = this.byUrn.get(inner.slice(0, dot));
      if (target) return { target, property: inner.slice(dot + 1) };
    }
    return undefined;
  }
}

function byType(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const group = groups.get(resource.type);
    if (group) group.push(resource);
    else groups.set(resource.type, [resource]);
  }
  return groups;
}

function keysOf(resource: Resource): string[] {
  const { inputs, outputs = {} } = resource;
  const keys = new Set<string>(resource.id === undefined ? [] : [resource.id]);
  for (const name of NAMING) {
    for (const value of [inputs[name], outputs[name]])
      if (typeof value === "string" && value !== "") keys.add(value);
  }
  return [...keys];
}

function strings(value: unknown, found: string[] = []): string[] {
  if (typeof value === "string") found.push(value);
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) strings(part, found);
  return found;
}

function textsInside(value: unknown): string[] {
  return strings(value).flatMap((text) => (/^\s*[[{]/.test(text) ? strings(jsonOf(text)) : [text]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function grouped(resources: readonly Resource[], keys: (resource: Resource) => readonly string[]) {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const key of keys(resource)) {
      const group = groups.get(key);
      if (group) group.push(resource);
      else groups.set(key, [resource]);
    }
  }
  return groups;
}
