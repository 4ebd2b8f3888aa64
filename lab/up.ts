import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Steps } from "../local/steps";
import { until } from "../rig/command";
import { readAbout, type About } from "./about";
import { exclusively } from "./change-lock";
import { down } from "./down";
import { fill } from "./filled";
import { firstAnswer, type Serving } from "./first-answer";
import type { LabFolder } from "./lab-folder";
import { LabProblem } from "./lab-problem";
import { labSettings } from "./lab-settings";
import { machineFacts } from "./machine-facts";
import { machineProblem } from "./machine-problem";
import { project, scriptName, serverProgram, startMachinery } from "./machinery";
import { initStack, pulumiUp } from "./pulumi";
import { recordedRuns } from "./recorded-process";
import { tellingLine } from "./telling-line";

export interface RunningLab extends Serving {
  readonly apps: readonly string[];
  readonly leftOut: readonly string[];
  /** Of rows in the first app's database. */
  readonly dataBytes: number;
  /** Since the command began. */
  readonly seconds: number;
}

export interface Start {
  readonly tier: string;
  /** Of the tier beanstalk; several get a load balancer. */
  readonly instances: number;
  /** Of rows that the first app's database has from the start; default: none. */
  readonly dataBytes?: number;
}

const bootSeconds = 240;
/** The first run on a machine makes images. */
const prepareSeconds = 1800;

/** From nothing to the first answer over HTTPS. Whatever fails on the way leaves nothing behind. */
export async function up(folder: LabFolder, start: Start, steps: Steps): Promise<RunningLab> {
  const started = Date.now();
  const about = readAbout(folder);
  if (about && recordedRuns(folder.server, serverProgram))
    throw new LabProblem(
      `A lab is running since ${about.since}: \`npm run lab -- status\` shows it, \`npm run lab -- down\` ends it.`,
    );
  if (recordedRuns(folder.script, scriptName))
    throw new LabProblem("A lab is starting or ending: wait for it, or end it with `npm run lab -- down`.");
  const problem = machineProblem(machineFacts(), start.dataBytes);
  if (problem !== undefined) throw new LabProblem(problem);
  const running = await exclusively(folder, () => fromNothing(folder, start, steps));
  return { ...running, seconds: (Date.now() - started) / 1000 };
}

async function fromNothing(
  folder: LabFolder,
  start: Start,
  steps: Steps,
): Promise<Omit<RunningLab, "seconds">> {
  await steps.step("removing what a killed lab left", () => down(folder));
  try {
    return await begin(folder, start, steps);
  } catch (error) {
    await steps.step("removing what there is of the lab", () => down(folder));
    throw error;
  }
}

async function begin(
  folder: LabFolder,
  { tier, instances, dataBytes = 0 }: Start,
  steps: Steps,
): Promise<Omit<RunningLab, "seconds">> {
  mkdirSync(folder.path, { recursive: true, mode: 0o700 });
  const example = readFileSync(join(project, "Pulumi.dev.yaml"), "utf8");
  const { text, apps, leftOut } = labSettings(example, { tier, instances, dataBytes });
  writeFileSync(folder.settings, text);
  const about = await steps.step("starting the lab", () => machinery(folder, steps));
  await steps.step("preparing Pulumi", () => initStack(folder, about));
  await steps.step("pulumi up", () =>
    pulumiUp(folder, about, (line) => tellingLine(line) && steps.note(`  ${line.trim()}`)),
  );
  const serving = await steps.step("waiting for the first answer over HTTPS", () =>
    firstAnswer(folder, about, bootSeconds),
  );
  if (dataBytes > 0) await fill(folder, dataBytes, steps);
  return { ...serving, apps, leftOut, dataBytes };
}

async function machinery(folder: LabFolder, steps: Steps): Promise<About> {
  let over = false;
  void startMachinery(folder).then(() => (over = true));
  let told = 0;
  return until("the lab is ready", prepareSeconds, async () => {
    const said = readFileSync(folder.log, "utf8").split("\n").slice(0, -1);
    for (const line of said.slice(told)) steps.note(`  ${line}`);
    told = said.length;
    if (over) throw new LabProblem(`The lab did not start: ${said.at(-1) ?? "it gave no reason"}`);
    return readAbout(folder);
  });
}
