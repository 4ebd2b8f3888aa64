import { MissingInput } from "../missing-input";
import type { References } from "../references";
import type { Sheet } from "../sheet";
import type { Resource } from "../types";

const VOLUME = "aws:ebs/volume:Volume";

type Tags = Readonly<Record<string, unknown>>;

/** What was found out about the volumes of one review. */
interface Found {
  readonly byTag: ReadonlyMap<string, readonly Resource[]>;
  /** By the tags that were asked for; the reason where a size is not known. */
  readonly sizes: Map<string, number | MissingInput>;
}

const found = new WeakMap<References, Found>();

/** The size of all volumes that carry all of the tags. Throws `MissingInput` where one of them is not known. */
export function taggedGb(sheet: Sheet, tags: Tags): number {
  const { references } = sheet.context;
  const { byTag, sizes } = found.get(references) ?? indexed(references);
  const asked = Object.entries(tags).map(keyOf).toSorted();
  const id = asked.join("\n");
  const size = sizes.get(id) ?? sizeOf(sheet, carrying(references.ofType(VOLUME), byTag, asked));
  sizes.set(id, size);
  if (typeof size === "number") return size;
  throw size;
}

function indexed(references: References): Found {
  const byTag = new Map<string, Resource[]>();
  for (const volume of references.ofType(VOLUME)) {
    for (const key of tagKeys(volume)) {
      const others = byTag.get(key);
      if (others) others.push(volume);
      else byTag.set(key, [volume]);
    }
  }
  const index: Found = { byTag, sizes: new Map() };
  found.set(references, index);
  return index;
}

function tagKeys({ inputs, outputs }: Resource): string[] {
  return Object.entries(inputs["tags"] ?? outputs?.["tags"] ?? {}).map(keyOf);
}

function keyOf([name, value]: readonly [string, unknown]): string {
  return JSON.stringify([name, value]);
}

function carrying(all: readonly Resource[], byTag: Found["byTag"], asked: readonly string[]) {
  const groups = asked.map((key) => byTag.get(key) ?? []).toSorted((a, b) => a.length - b.length);
  const [fewest = all, ...others] = groups;
  const sets = others.map((group) => new Set(group));
  return fewest.filter((volume) => sets.every((group) => group.has(volume)));
}

function sizeOf(sheet: Sheet, volumes: readonly Resource[]): number | MissingInput {
  try {
    return volumes.reduce((sum, volume) => sum + (sheet.inputsOf(volume).number("size") ?? 0), 0);
  } catch (error) {
    if (error instanceof MissingInput) return error;
    throw error;
  }
}
