import { EndpointCheck } from "../dns/health-check";
import type { Carrier } from "./carrier";

export const healthCheck: Carrier = {
  imitates: [
    "disabled",
    "failureThreshold",
    "fqdn",
    "invertHealthcheck",
    "ipAddress",
    "port",
    "requestInterval",
    "resourcePath",
    "type",
  ],
  create(lab, { id, inputs }) {
    lab.healthChecks.set(id, new EndpointCheck(inputs, (name) => lab.names.addresses.get(name)));
    return Promise.resolve({});
  },
  update(lab, { id, inputs }) {
    const check = lab.healthChecks.get(id);
    if (!check) throw new Error(`the lab has no health check ${id}`);
    check.inputs = inputs;
    return Promise.resolve({});
  },
  remove(lab, { id }) {
    lab.healthChecks.delete(id);
    return Promise.resolve();
  },
};
