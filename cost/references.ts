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
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private byKey?: ReadonlyMap<string, readonly Resource[]>;
  private readonly referring = new Map<string, ReadonlyMap<string, readonly Resource[]>>();

  constructor(readonly resources: readonly Resource[]) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    this.byType = grouped(resources, ({ type }) => [type]);
  }

  /** All resources of a type. */
  ofType(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resources of the given types that a property of a resource refers to. */
  of(resource: Resource, property: string, types: readonly string[]): Resource[] {
    const value = resource.inputs[property] ?? resource.outputs?.[property];
    const found = strings(value).flatMap((text) => this.behind(text));
    const recorded = (resource.references?.[property] ?? []).flatMap((urn) => this.byUrn.get(urn) ?? []);
    return [...new Set([...found, ...recorded])].filter(({ type }) => types.includes(type));
  }

  /** The resources of a type that refer to the target from any property. */
  referrers(type: string, target: Resource): readonly Resource[] {
    const index = this.referring.get(type) ?? this.indexReferrers(type);
    return index.get(target.urn) ?? [];
  }

  /** The value behind a string that is nothing but a `${urn.property}`, else undefined. */
  valueOf(text: string): unknown {
    const { target, property } = this.parse(text.slice(2, -1)) ?? {};
    if (target === undefined || property === undefined) return undefined;
    return target.inputs[property] ?? target.outputs?.[property];
  }

  private indexReferrers(type: string): ReadonlyMap<string, readonly Resource[]> {
    const index = grouped(this.ofType(type), (resource) => {
      const found = strings(resource.inputs).flatMap((text) => this.behind(text));
      const urns = [...found.map(({ urn }) => urn), ...Object.values(resource.references ?? {}).flat()];
      return [...new Set(urns)];
    });
    this.referring.set(type, index);
    return index;
  }

  private behind(text: string): readonly Resource[] {
    if (text.includes("${urn:")) {
      return [...text.matchAll(/\$\{(urn:[^}]+)\}/g)].flatMap(
        ([, inner]) => this.parse(inner ?? "")?.target ?? [],
      );
    }
    this.byKey ??= grouped(this.resources, keysOf);
    const exact = this.byKey.get(text) ?? this.byKey.get(text.replace(/:\d+$/, ""));
    return exact ?? this.byKey.get(text.slice(text.lastIndexOf("/") + 1)) ?? [];
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

function keysOf(resource: Resource): string[] {
  const values = NAMING.flatMap((key) => [resource.inputs[key], resource.outputs?.[key]]);
  const keys = [resource.id, ...values].filter((value) => typeof value === "string" && value !== "");
  return [...new Set(keys as string[])];
}

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(strings);
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
