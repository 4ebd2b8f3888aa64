import type { Properties } from "../../rig/provider/difference";
import type { Call } from "../call";
import { preparedImage } from "../prepared-image";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** No build: the prepared image of that folder, which is in every machine's Docker. */
export const image: Carrier = {
  imitates: ["build"],
  create: (_, call) => named(call),
  update: (_, call) => named(call),
  remove: () => Promise.resolve(),
};

async function named({ inputs }: Call): Promise<Properties> {
  const context = textInput((inputs["build"] ?? {}) as Properties, "context");
  const name = preparedImage(context);
  if (name === undefined) throw new Error(`the lab has no image that was made of ${context}`);
  return { repoDigest: name };
}
