import { declaredRecord } from "../dns/name-table";
import { textInput } from "../text-input";
import type { Call } from "../call";
import type { Lab } from "../lab";
import type { Carrier } from "./carrier";

export const zone: Carrier = {
  imitates: ["name"],
  create(lab, { id, inputs }) {
    lab.names.zones.set(id, textInput(inputs, "name"));
    return Promise.resolve({});
  },
  remove(lab, { id }) {
    lab.names.zones.delete(id);
    return Promise.resolve();
  },
};

/** What the lab's DNS server answers; several of one name differ in their set identifiers. */
export const record: Carrier = {
  imitates: [
    "aliases",
    "healthCheckId",
    "name",
    "records",
    "setIdentifier",
    "ttl",
    "type",
    "weightedRoutingPolicies",
    "zoneId",
  ],
  create: put,
  update: put,
  remove(lab, call) {
    lab.names.records.delete(keyOf(call));
    return Promise.resolve();
  },
};

function put(lab: Lab, call: Call): Promise<Record<string, never>> {
  lab.names.records.set(keyOf(call), declaredRecord(call.inputs));
  return Promise.resolve({});
}

function keyOf({ id, inputs }: Call): string {
  return `${id} ${String(inputs["setIdentifier"] ?? "")}`;
}
