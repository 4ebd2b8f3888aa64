import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** A Caddy that does what listeners and rules say. */
export const loadBalancer: Carrier = {
  imitates: [],
  async create(lab, { id, computed = {} }) {
    const address = await lab.web.start(id, textInput(computed, "name"));
    lab.names.addresses.set(textInput(computed, "dnsName"), address);
    return {};
  },
  async remove(lab, { id, inputs }) {
    lab.names.addresses.delete(textInput(inputs, "dnsName"));
    await lab.web.remove(id);
  },
};
