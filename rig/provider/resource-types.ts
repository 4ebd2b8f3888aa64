import types from "./types.json";

/** What the stand-in must know of a resource type; the npm packages say none of it. */
export interface ResourceType {
  /** Documentation that says which arguments force a new resource: a name in the AWS provider's docs, or an address. */
  readonly source: string;
  /** Properties whose change replaces the resource. `*`: all. */
  readonly replaces: readonly string[];
  /** Properties whose change is no difference. */
  readonly ignores?: readonly string[];
  /** Input that no two resources of the type may share. */
  readonly unique?: string;
  readonly id: string;
  /** Computed at creation, then kept. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Computed again at each update. */
  readonly renewed?: Readonly<Record<string, unknown>>;
}

const table: Readonly<Record<string, ResourceType>> = types;

/** An unknown type is an error: without its replace rules a test would prove nothing. */
export function resourceType(type: string): ResourceType {
  const entry = table[type];
  if (!entry) throw new Error(`rig/provider/types.json has no entry for ${type}`);
  return entry;
}
