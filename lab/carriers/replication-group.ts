import { CacheServer } from "../cache/cache-server";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** One Redis in a container of its own, which takes connections over TLS only. */
export const replicationGroup: Carrier = {
  imitates: ["numCacheClusters", "parameterGroupName", "port", "transitEncryptionMode", "userGroupIds"],
  async create(lab, { id, inputs }) {
    if (inputs["numCacheClusters"] !== 1) throw new Error("a cache of the lab is one server");
    if (inputs["transitEncryptionMode"] !== "required")
      throw new Error("the lab's ElastiCache takes connections over TLS only");
    const [userGroup = "", ...others] = inputs["userGroupIds"] as readonly string[];
    if (others.length > 0) throw new Error("a cache of the lab has one group of users");
    const server = new CacheServer(lab.rig, id);
    const parameters = lab.parameterGroups.get(textInput(inputs, "parameterGroupName")) ?? {};
    const flags = Object.entries(parameters).flatMap(([name, value]) => [`--${name}`, value]);
    await server.start(Number(inputs["port"]), lab.caches.usersOf(userGroup), flags);
    lab.caches.servers.set(id, { server, userGroup });
    return { primaryEndpointAddress: server.address };
  },
  async remove(lab, { id }) {
    await lab.caches.servers.get(id)?.server.remove();
    lab.caches.servers.delete(id);
  },
};
