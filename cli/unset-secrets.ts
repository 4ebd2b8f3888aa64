import { configCommand } from "../settings/config-command";
import type { LoadedStack } from "./load-stack";

/** Says on standard error which given secrets were assumed, so that what is printed for programs stays whole. */
export function tellUnsetSecrets({ unsetSecrets, plan }: LoadedStack): void {
  const [first] = unsetSecrets;
  if (first === undefined) return;
  process.stderr.write(
    `Without a value yet, assumed here: ${unsetSecrets.join(", ")}. Before pulumi up: ${configCommand(plan.stack, `set --secret --path 'ladder:${first}'`)}${unsetSecrets.length > 1 ? ", and so on" : ""}\n`,
  );
}
