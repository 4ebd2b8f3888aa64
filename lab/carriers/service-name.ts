import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** A zone inside the network; its names are those of containers. */
export const nameSpace: Carrier = {
  imitates: ["name"],
  create(lab, { id, inputs }) {
    lab.nameSpaces.set(id, textInput(inputs, "name"));
    return Promise.resolve({});
  },
  remove(lab, { id }) {
    lab.nameSpaces.delete(id);
    return Promise.resolve();
  },
};

/** A name that Docker answers with the addresses of all copies. */
export const serviceName: Carrier = {
  imitates: ["dnsConfig", "name"],
  create(lab, { inputs, computed = {} }) {
    const { namespaceId } = inputs["dnsConfig"] as { readonly namespaceId: string };
    const zone = lab.nameSpaces.get(namespaceId);
    if (zone === undefined) throw new Error(`the lab has no namespace ${namespaceId}`);
    lab.serviceNames.set(textInput(computed, "arn"), `${textInput(inputs, "name")}.${zone}`);
    return Promise.resolve({});
  },
  remove(lab, { inputs }) {
    lab.serviceNames.delete(textInput(inputs, "arn"));
    return Promise.resolve();
  },
};
