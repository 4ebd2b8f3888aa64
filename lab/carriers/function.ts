import { join, resolve } from "node:path";
import type { Properties } from "../../rig/provider/difference";
import type { Call } from "../call";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** A program of Node: the file that the code names, with the project's packages. */
export const lambdaFunction: Carrier = {
  imitates: ["code"],
  create: keep,
  update: keep,
  remove(lab, { id }) {
    lab.functions.delete(id);
    return Promise.resolve();
  },
};

/** Single files and folders, or one folder. */
interface Code {
  readonly assets?: Readonly<Record<string, Properties>>;
  readonly path?: string;
}

function keep(lab: Lab, { id, inputs }: Call): Promise<Properties> {
  const { assets, path } = inputs["code"] as Code;
  const program = assets ? textInput(assets["index.js"] ?? {}, "path") : join(path ?? "", "index.js");
  lab.functions.set(id, resolve(program));
  return Promise.resolve({});
}
