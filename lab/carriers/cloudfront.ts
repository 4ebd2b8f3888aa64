import type { Call } from "../call";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** A static site: its function, its files in S3, its pages for errors. */
export const distribution: Carrier = {
  imitates: ["aliases", "customErrorResponses", "defaultCacheBehavior", "enabled", "origins"],
  async create(lab, { id, inputs, computed = {} }) {
    lab.cloudFront.distributions.set(id, inputs);
    lab.names.addresses.set(textInput(computed, "domainName"), await lab.cloudFront.address());
    return {};
  },
  update(lab, { id, inputs }) {
    lab.cloudFront.distributions.set(id, inputs);
    return Promise.resolve({});
  },
  async remove(lab, { id, inputs }) {
    lab.names.addresses.delete(textInput(inputs, "domainName"));
    await lab.cloudFront.remove(id);
  },
};

/** Run by this machine's Node before each request. */
export const siteFunction: Carrier = {
  imitates: ["code"],
  create: putFunction,
  update: putFunction,
  remove(lab, { inputs }) {
    lab.cloudFront.functions.delete(textInput(inputs, "arn"));
    return Promise.resolve();
  },
};

function putFunction(lab: Lab, { inputs, computed = {} }: Call): Promise<Record<string, never>> {
  lab.cloudFront.functions.set(textInput(computed, "arn"), textInput(inputs, "code"));
  return Promise.resolve({});
}

export const headersPolicy: Carrier = {
  imitates: ["securityHeadersConfig"],
  create: putPolicy,
  update: putPolicy,
  remove(lab, { id }) {
    lab.cloudFront.policies.delete(id);
    return Promise.resolve();
  },
};

function putPolicy(lab: Lab, { id, inputs }: Call): Promise<Record<string, never>> {
  lab.cloudFront.policies.set(id, inputs);
  return Promise.resolve({});
}
