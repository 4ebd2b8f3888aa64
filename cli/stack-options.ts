import { Command, InvalidArgumentError, Option } from "commander";
import { tierNames } from "../settings/schema";

/** A command with the options that choose a stack. */
export function stackCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("-s, --stack <name>", "stack whose settings file Pulumi.<name>.yaml is read", "dev")
    .option("-t, --tier <tier>", "tier to show instead of the one in the settings", given)
    .option(
      "--set <path=value>",
      "change a setting for this run; list indexes count from 0 (apps.0.port=8080)",
      collect,
      [],
    )
    .showHelpAfterError();
}

/** Adds the options that say what is deployed; `what` the command makes of it. */
export function withDeployed(command: Command, what: string): Command {
  return command
    .addOption(
      new Option("--from <tier>", `${what} that is deployed on this tier`)
        .choices(tierNames)
        .conflicts("deployed"),
    )
    .option("--deployed <file>", `${what} as \`pulumi stack export\` wrote it`);
}

/** `--tier "$TIER"` with an unset variable is no wish for the tier in the settings. */
function given(value: string): string {
  if (value !== "") return value;
  throw new InvalidArgumentError("it is empty");
}

/** Gathers an option that can be repeated. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
