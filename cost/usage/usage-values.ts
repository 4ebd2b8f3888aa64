import type { Resource } from "../types";
import { MissingInput } from "../missing-input";
import { amount, type Amount, grouped } from "./amount";
import type { UsageEntry, UsageFile } from "./usage-file";

/** Finds what a usage file says about a resource; `type::name` wins over the name, that over the type and `*`. */
export class UsageValues {
  private readonly patterns: readonly { readonly key: string; readonly matches: RegExp }[];

  /** Where the file says nothing, what follows from the stack's settings is asked. */
  constructor(
    private readonly file: UsageFile | undefined,
    private readonly settings?: UsageValues,
  ) {
    const keys = [...(file?.entries.keys() ?? [])].filter((key) => key.includes("*"));
    this.patterns = keys.map((key) => ({ key, matches: glob(key) }));
  }

  /** An amount of the file, or undefined; the path of a grouped attribute has a dot, as in `standard.storage_gb`. */
  number(resource: Resource, path: string): Amount | undefined {
    const value = this.find(resource, path);
    if (value === undefined) return this.settings?.number(resource, path);
    if (typeof value === "number") return amount(value, `${path} ${grouped(value)} (${this.file?.name})`);
    throw new MissingInput(
      `${path} in the ${this.file?.name} must be a number; got ${JSON.stringify(value)}`,
    );
  }

  text(resource: Resource, path: string): string | undefined {
    const value = this.find(resource, path);
    return value === undefined ? undefined : String(value);
  }

  /** Keys of the file that match none of the resources: probably typing errors. */
  unmatched(resources: readonly Resource[]): string[] {
    const used = new Set(resources.flatMap((resource) => this.keysOf(resource)));
    return [...(this.file?.entries.keys() ?? [])].filter((key) => !used.has(key));
  }

  private find(resource: Resource, path: string): unknown {
    if (this.file === undefined) return undefined;
    for (const key of this.keysOf(resource)) {
      const value = at(this.file.entries.get(key), path);
      if (value !== undefined && value !== null) return value;
    }
    return undefined;
  }

  private keysOf({ type, name }: Resource): string[] {
    const full = `${type}::${name}`;
    const matching = this.patterns.filter(({ key, matches }) =>
      matches.test(key.includes("::") ? full : type),
    );
    return [full, name, type, ...matching.map(({ key }) => key)];
  }
}

function at(entry: UsageEntry | undefined, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as UsageEntry | undefined)?.[key], entry);
}

function glob(key: string): RegExp {
  const parts = key.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
