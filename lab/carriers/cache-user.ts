import type { Call } from "../call";
import type { CacheUser } from "../cache/cache-server";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

export const cacheUser: Carrier = {
  imitates: ["accessString", "passwords", "userId", "userName"],
  create: put,
  update: put,
  remove(lab, { id }) {
    lab.caches.users.delete(id);
    return Promise.resolve();
  },
};

async function put(lab: Lab, { id, inputs }: Call): Promise<Record<string, never>> {
  const user: CacheUser = {
    userName: textInput(inputs, "userName"),
    accessString: textInput(inputs, "accessString"),
    passwords: inputs["passwords"] as readonly string[],
  };
  lab.caches.users.set(id, user);
  await lab.caches.tell();
  return {};
}

export const cacheUserGroup: Carrier = {
  imitates: ["userGroupId", "userIds"],
  create: putGroup,
  update: putGroup,
  remove(lab, { id }) {
    lab.caches.groups.delete(id);
    return Promise.resolve();
  },
};

async function putGroup(lab: Lab, { id, inputs }: Call): Promise<Record<string, never>> {
  lab.caches.groups.set(id, inputs["userIds"] as readonly string[]);
  await lab.caches.tell();
  return {};
}
