import type { Properties } from "../../rig/provider/difference";
import type { Call } from "../call";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

export const parameter: Carrier = {
  imitates: ["name", "value"],
  create: put,
  update: put,
  async remove(lab, { inputs }) {
    lab.parameters.delete(textInput(inputs, "name"));
    await lab.rig.cloud.removeParameter(textInput(inputs, "name"));
  },
};

async function put(lab: Lab, { inputs }: Call): Promise<Properties> {
  const [name, value] = [textInput(inputs, "name"), textInput(inputs, "value")];
  lab.parameters.set(name, value);
  await lab.rig.cloud.putParameter(name, value);
  return {};
}
