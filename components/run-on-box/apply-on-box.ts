import { applyVersionCommand, readAnswer, type BoxAnswer } from "../../box/run-command/apply-version";
import { failedApply, rolledBackWarning, shortVersion, notOnline } from "./messages";
import type { RunCommand } from "./run-command";
import { Wait, type Surroundings } from "./wait";

interface Goal {
  readonly bundleVersion: string;
  readonly timeoutSeconds: number;
}

const betweenCommands = 5000;
/** Systems Manager takes no shorter limit. */
const shortestCommand = 30;

/**
 * Waits for the box's agent, makes the box apply the version, and believes its result file alone: a command that was
 * lost, or that met another run at work, is sent again until the time is over.
 */
export async function applyOnBox(
  { bundleVersion, timeoutSeconds }: Goal,
  runCommand: RunCommand,
  surroundings: Surroundings,
): Promise<BoxAnswer> {
  const wait = new Wait(timeoutSeconds, surroundings);
  const name = shortVersion(bundleVersion);
  await wait.until(notOnline, async () => ((await runCommand.isOnline()) ? true : undefined));
  surroundings.say(`The box applies ${name}.`);
  for (;;) {
    const answer = await ask(bundleVersion, runCommand, wait);
    if (answer?.version === bundleVersion) {
      if (!answer.ok) throw new Error(failedApply(answer));
      for (const [app, rolledBack] of Object.entries(answer.rolledBack ?? {}))
        surroundings.say(rolledBackWarning(app, rolledBack));
      return answer;
    }
    wait.note(answer?.error ?? "its answer was lost");
    await wait.pause(betweenCommands, `it does not serve ${name}`);
  }
}

/** One command, and what the box answered; undefined when the answer was lost. */
async function ask(version: string, runCommand: RunCommand, wait: Wait): Promise<BoxAnswer | undefined> {
  const lines = applyVersionCommand(version);
  const comment = `ladder: apply ${shortVersion(version)}`;
  const id = await wait.until("it could not be asked", () =>
    runCommand.send(lines, comment, Math.max(shortestCommand, wait.secondsLeft)),
  );
  const { output } = await wait.until("it is still applying", () => runCommand.outcome(id));
  return readAnswer(output);
}
