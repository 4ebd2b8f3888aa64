import { ReaderError } from "./reader-error";
import type { Resource } from "../types";

export type Values = Readonly<Record<string, unknown>>;

/** One resource as Pulumi's engine describes it (`ResourceV3`), before its region is known. */
export interface State {
  readonly resource: Resource;
  /** URN and id of its provider. */
  readonly provider?: string;
  /** Read, not managed: somebody else pays for it. */
  readonly external: boolean;
  /** An old copy that waits for its deletion. */
  readonly leaving: boolean;
}

/** Reads a resource of a preview or an export; `where` names it in the error. */
export function stateOf(value: unknown, where: string): State {
  const state = recordOf(value);
  const urn = state["urn"];
  if (typeof urn !== "string" || !urn.startsWith("urn:")) throw new ReaderError(`${where} has no URN`);
  return {
    resource: {
      urn,
      ...typeAndName(urn, state["type"]),
      inputs: recordOf(state["inputs"]),
      outputs: recordOf(state["outputs"]),
      ...(typeof state["id"] === "string" && state["id"] !== "" && { id: state["id"] }),
      references: referencesOf(state["propertyDependencies"]),
      custom: state["custom"] === true,
    },
    ...(typeof state["provider"] === "string" && { provider: state["provider"] }),
    external: state["external"] === true,
    leaving: state["delete"] === true,
  };
}

/** A map, or an empty one in place of anything else. */
export function recordOf(value: unknown): Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

// urn:pulumi:stack::project::parentType$type::name; a name may hold `::` itself.
function typeAndName(urn: string, type: unknown): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return {
    type: typeof type === "string" ? type : types.slice(types.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}

function referencesOf(value: unknown): Readonly<Record<string, readonly string[]>> {
  const lists = Object.entries(recordOf(value)).filter(([, urns]) => Array.isArray(urns) && urns.length > 0);
  return Object.fromEntries(
    lists.map(([property, urns]) => [property, (urns as unknown[]).filter((urn) => typeof urn === "string")]),
  );
}
