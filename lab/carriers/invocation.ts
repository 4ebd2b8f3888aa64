import { outcomeOf } from "../../rig/command";
import type { Properties } from "../../rig/provider/difference";
import type { Call } from "../call";
import type { Lab } from "../lab";
import { textInput } from "../text-input";
import type { Carrier } from "./carrier";

/** Runs the function's handler as a process of its own; one that fails fails the update, as in the cloud. */
export const invocation: Carrier = {
  imitates: ["functionName", "input"],
  create: invoke,
  remove: () => Promise.resolve(),
};

/** What the function's last line says is its result. */
const runner = `
  const { handler } = require(process.argv[1]);
  handler(JSON.parse(require("node:fs").readFileSync(0, "utf8"))).then(
    (result) => console.log("\\n" + JSON.stringify(result ?? null)),
    (error) => { console.error(error.message); process.exit(1); },
  );`;

async function invoke(lab: Lab, { inputs }: Call): Promise<Properties> {
  const name = textInput(inputs, "functionName");
  const program = lab.functions.get(name);
  if (program === undefined) throw new Error(`the lab has no function ${name}`);
  const authorities = await lab.authorities();
  const words = [`NODE_EXTRA_CA_CERTS=${authorities}`, process.execPath, "-e", runner, program];
  const { status, stdout, stderr } = await outcomeOf("env", words, textInput(inputs, "input"));
  if (status !== 0) throw new Error(`the function ${name} failed: ${stderr.trim()}`);
  return { result: stdout.trim().split("\n").at(-1) ?? "null" };
}
