import { optionProblem, wishOf } from "../beanstalk/options";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** Kept for ever: the environment may go back to it. */
export const applicationVersion: Carrier = {
  imitates: ["bucket", "key", "name"],
  create(lab, { inputs }) {
    const [bucket, key] = [textInput(inputs, "bucket"), textInput(inputs, "key")];
    lab.beanstalk.versions.set(textInput(inputs, "name"), { bucket, key });
    return Promise.resolve({});
  },
  /** Of tags: everything else is a new one. */
  update: () => Promise.resolve({}),
  remove: () => Promise.resolve(),
};

/** Machines that run their bundle as the platform does, behind a load balancer if there are several. */
export const environment: Carrier = {
  imitates: ["name", "settings", "version"],
  problem: optionProblem,
  async create(lab, { id, inputs, computed = {} }) {
    const wish = wishOf(inputs);
    const [name, cname] = [textInput(inputs, "name"), textInput(computed, "cname")];
    const [balancer = ""] = (computed["loadBalancers"] ?? []) as readonly string[];
    const address = await lab.beanstalk.create({ id, name, balancer }, wish, textInput(inputs, "version"));
    lab.names.addresses.set(cname, address);
    return wish.balancer ? {} : { endpointUrl: address };
  },
  async update(lab, { id, inputs, before = {} }) {
    if (JSON.stringify(inputs["settings"]) !== JSON.stringify(before["settings"]))
      throw new Error("the lab does not imitate a change of an environment's options");
    if (inputs["version"] !== before["version"]) await lab.beanstalk.deploy(id, textInput(inputs, "version"));
    return {};
  },
  async remove(lab, { id, inputs }) {
    lab.names.addresses.delete(textInput(inputs, "cname"));
    await lab.beanstalk.remove(id);
  },
};
