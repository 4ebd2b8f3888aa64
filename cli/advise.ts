import { Command, InvalidArgumentError } from "commander";
import { advise } from "../cost/advice/advise";
import { adviceText } from "../cost/advice/advice-text";
import type { Limits, Place } from "../cost/advice/place";
import { type AccountOptions, accountOf } from "./account-of";
import type { Verdict } from "../cost/advice/review-line";
import { computeName, databaseName } from "../plan/place-names";
import type { Plan } from "../plan/types";
import type { Measured } from "./advise/measured";
import { measuredCompute, measuredDatabases } from "./advise/measured";
import { keepAdvice, verdictOf } from "./advise/kept-advice";
import { computePlaces, databasePlaces } from "./advise/places";
import { openHours } from "./advise/read-hours";
import { watchedOf } from "./advise/watched";
import { loadStack, type LoadedStack, project } from "./load-stack";
import { readStackFile } from "../settings/read-file";
import { runCommand, UserMistake } from "./run-command";
import { deployedFromExport, exportText } from "./switching/read-export";
import { exportedStack } from "./switching/exported-stack";

interface Options extends AccountOptions {
  readonly days?: number;
  readonly up?: number;
  readonly down?: number;
  readonly deployed?: string;
  readonly json?: true;
}

/** CloudWatch gives 1,440 hours at most in one answer. */
const mostDays = 60;
/** A busy day comes once a week. */
const fewestDays = 7;

const command = new Command("advise")
  .description(
    "Says whether a deployed stack should stay, move up or move down, from CloudWatch's figures of the last days and the price table. Changes nothing.",
  )
  .option("-s, --stack <name>", "stack that is meant", "dev")
  .option(
    "--days <days>",
    `how far to look back, ${fewestDays} to ${mostDays}, instead of advice.days of the settings`,
    whole(fewestDays, mostDays),
  )
  .option("--up <percent>", "move up above this share of anything in use (advice.upPercent)", whole(2, 100))
  .option(
    "--down <percent>",
    "move down where everything stays below this share (advice.downPercent)",
    whole(1, 99),
  )
  .option("--deployed <file>", "read the output of `pulumi stack export` instead of asking Pulumi")
  .option("--region <region>", "instead of aws:region of the stack's settings")
  .option("--profile <profile>", "AWS profile instead of aws:profile of the stack's settings")
  .option("--json", "print one JSON document and nothing else")
  .showHelpAfterError()
  .action(async (options: Options) => {
    const now = new Date();
    const loaded = loadStack({ stack: options.stack, set: [] });
    const { document, text, verdicts } = await adviceFor(options, loaded, now);
    process.stdout.write(`${options.json ? JSON.stringify(document, null, 2) : text}\n`);
    const { days, up, down } = options;
    // With other limits it is a question of its own; the cost review goes by the settings.
    if ([days, up, down].every((given) => given === undefined)) keep(loaded.plan, now, verdicts);
  });

/** For the cost review. Advice that was given stands, also where it cannot be kept. */
function keep({ stack }: Plan, now: Date, verdicts: readonly Verdict[]): void {
  try {
    keepAdvice(stack, { asked: now.toISOString(), verdicts });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    process.stderr.write(
      `Previews will not show this advice: it cannot be kept (${code ?? String(error)}).\n`,
    );
  }
}

async function adviceFor(options: Options, loaded: LoadedStack, now: Date) {
  const { plan } = loaded;
  const { stack, days = plan.advice.days } = options;
  const limits = limitsOf(options, plan);
  const watched = watchedOf(deployedOf(options, loaded), plan.tier);
  const read = openHours(accountOf(options, readStackFile(".", stack)), days, now);
  const compute = await measuredCompute(plan, watched, read);
  const parts = [
    await judge(
      { of: "apps", subject: `Stack ${stack}`, name: computeName(plan) },
      compute,
      () => computePlaces(stack, plan),
      limits,
    ),
  ];
  if (plan.rds) {
    const databases = await measuredDatabases(plan.rds, watched, read);
    const what = { of: "databases", subject: "Its databases", name: databaseName(plan) } as const;
    parts.push(await judge(what, databases, () => databasePlaces(stack, plan), limits));
  }
  return {
    document: { stack, days, limits, advice: parts.map(({ document }) => document) },
    text: parts.map(({ text }) => text).join("\n\n"),
    // Two weeks that begin at noon are parts of fifteen days.
    verdicts: parts.flatMap(({ verdicts }) =>
      verdicts.map((one) => ({ ...one, days: Math.min(one.days, days) })),
    ),
  };
}

/** What is judged: as it is kept, as people call it, and the name of where it runs. */
interface Judged {
  readonly of: Verdict["of"];
  readonly subject: string;
  readonly name: string;
}

/** Too few days say nothing about a week. */
async function judge(
  { of, subject, name }: Judged,
  { load, days }: Measured,
  places: () => Promise<readonly [Place, readonly Place[]]>,
  limits: Limits,
): Promise<{ readonly document: object; readonly text: string; readonly verdicts: readonly Verdict[] }> {
  if (days < fewestDays) {
    const text = `${subject}, on ${name}: no advice; CloudWatch has figures of ${days} days, ${fewestDays} are needed.`;
    return { document: { subject, now: name, kind: "unknown", days }, text, verdicts: [] };
  }
  const [now, others] = await places();
  const advice = advise(load, now, others, limits);
  const document = { subject, now: name, monthly: now.monthly, days, ...advice };
  const text = adviceText(subject, advice, now, limits);
  return { document, text, verdicts: verdictOf(of, now, advice, days) };
}

function deployedOf({ stack, deployed }: Options, { plan }: LoadedStack) {
  const name = deployed ?? `the state of ${stack}`;
  const found = deployedFromExport(
    name,
    deployed === undefined ? exportedStack(stack) : exportText(deployed),
    { project, stack },
  );
  const { tier } = found.outputs;
  if (tier === plan.tier) return found;
  throw new UserMistake(
    tier === undefined
      ? `Stack ${stack} is not deployed: there is nothing to measure.`
      : `Stack ${stack} runs on ${String(tier)}, its settings want ${plan.tier}: finish with pulumi up first.`,
  );
}

function limitsOf(options: Options, { advice }: Plan): Limits {
  const { up = advice.upPercent, down = advice.downPercent } = options;
  if (down < up) return { up: up / 100, down: down / 100 };
  throw new UserMistake(
    `--down: not below --up, so the advice would go back and forth; got ${down}; allowed below ${up}`,
  );
}

function whole(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`allowed: a whole number from ${least} to ${most}`);
  };
}

void runCommand(command);
