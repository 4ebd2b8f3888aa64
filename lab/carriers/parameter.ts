import type { Properties } from "../../test/engine/provider/difference";
import type { Call } from "../call";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

export const parameter: Carrier = {
  imitates: ["name", "value"],
  create: put,
  update: put,
  async remove(lab, { inputs }) {
    await lab.rig.cloud.removeParameter(textInput(inputs, "name"));
  },
};

async function put(lab: Lab, { inputs }: Call): Promise<Properties> {
  await lab.rig.cloud.putParameter(textInput(inputs, "name"), textInput(inputs, "value"));
  return {};
}
