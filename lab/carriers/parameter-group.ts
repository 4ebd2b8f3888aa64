import type { Carrier } from "./carrier";

interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** What servers of the group are started with. */
export const parameterGroup: Carrier = {
  imitates: ["parameters"],
  create(lab, { id, type, inputs }) {
    const parameters = (inputs["parameters"] ?? []) as readonly Parameter[];
    const forced = parameters.some(({ name, value }) => name === "rds.force_ssl" && value === "1");
    if (type.startsWith("aws:rds/") && !forced)
      throw new Error("the lab's RDS takes connections over TLS only: rds.force_ssl must be 1");
    lab.parameterGroups.set(id, Object.fromEntries(parameters.map(({ name, value }) => [name, value])));
    return Promise.resolve({});
  },
  remove(lab, { id }) {
    lab.parameterGroups.delete(id);
    return Promise.resolve();
  },
};
