import { Command, Option } from "commander";
import { checkedStack } from "../joining/checked-stack";
import { joinFile } from "../joining/join-file";
import { placeAt } from "../joining/place";
import { JoiningProblem } from "../joining/problem";
import { stackText } from "../joining/stack-text";
import { project } from "./load-stack";
import { planUpdate } from "../plan/plan-update";
import { readFacts } from "../settings/facts";
import { outcome } from "./import/outcome";
import { readSource } from "./import/read-source";
import { writeNew } from "./import/write-new";
import { runCommand, UserMistake } from "./run-command";
import { collect } from "./stack-options";

interface ImportOptions {
  readonly out?: string;
  readonly stack?: string;
  readonly region: string;
  readonly profile: readonly string[];
}

const projectDir = ".";

const command = new Command("import")
  .description("Makes a stack file from a docker-compose.yml, Procfile, fly.toml or railway.json.")
  .argument("<file>", "the file, or the folder it is in")
  .addOption(
    new Option("--out <file>", "write to this file; otherwise to standard output").conflicts("stack"),
  )
  .option("-s, --stack <name>", "write Pulumi.<name>.yaml, which must not be there yet")
  .option("--region <region>", "region of the new stack", "us-east-1")
  .option("--profile <name>", "take services of this Compose profile along; can be repeated", collect, [])
  .addHelpText(
    "after",
    `
Nothing is sent anywhere and nothing is started. Values of secrets are never written: docs/joining.md
Examples:
  npm run import -- ../notes/docker-compose.yml                 look at it
  npm run import -- ../notes -s notes                           then: npm run preview -- -s notes
Exit codes: 0 written, 1 nothing of it can be an app, with the reasons, 2 a bug.`,
  )
  .showHelpAfterError()
  .action((path: string, options: ImportOptions) => {
    try {
      run(path, options);
    } catch (error) {
      throw error instanceof JoiningProblem ? new UserMistake(error.message) : error;
    }
  });

function run(path: string, { out, stack, region, profile }: ImportOptions): void {
  if (stack !== undefined && !/^\w[\w.-]{0,99}$/.test(stack))
    throw new UserMistake(`${JSON.stringify(stack)} is no name of a stack.`);
  const { text: source, file, folder, kind } = readSource(path);
  const joined = joinFile(source, { file, kind, place: placeAt(folder, projectDir), profiles: profile });
  const text = stackText(joined, { file, region });
  const name = stack ?? "mine";
  const { settings, unsetSecrets } = checkedStack(text, name);
  planUpdate(settings, { outputs: {}, resources: [] }, (tiers) =>
    readFacts(settings, { project, stack: name, region }, tiers, projectDir),
  );
  const target = stack === undefined ? out : `Pulumi.${stack}.yaml`;
  if (target === undefined) process.stdout.write(text);
  else writeNew(target, text);
  const written = target === undefined ? "" : `${target} is written.\n`;
  process.stderr.write(`${written}${outcome(joined, unsetSecrets, name)}\n`);
}

void runCommand(command);
