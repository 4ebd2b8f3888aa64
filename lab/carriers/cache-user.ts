import type { Properties } from "../../rig/provider/difference";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

export const cacheUser = toldToCaches(
  ["accessString", "passwords", "userId", "userName"],
  ({ caches }) => caches.users,
  (inputs) => ({
    userName: textInput(inputs, "userName"),
    accessString: textInput(inputs, "accessString"),
    passwords: inputs["passwords"] as readonly string[],
  }),
);

export const cacheUserGroup = toldToCaches(
  ["userGroupId", "userIds"],
  ({ caches }) => caches.groups,
  (inputs) => inputs["userIds"] as readonly string[],
);

/** Every cache learns of what is put. */
function toldToCaches<Value>(
  imitates: readonly string[],
  all: (lab: Lab) => Map<string, Value>,
  value: (inputs: Properties) => Value,
): Carrier {
  const put: Carrier["create"] = async (lab, { id, inputs }) => {
    all(lab).set(id, value(inputs));
    await lab.caches.tell();
    return {};
  };
  return {
    ...{ imitates, create: put, update: put },
    remove(lab, { id }) {
      all(lab).delete(id);
      return Promise.resolve();
    },
  };
}
