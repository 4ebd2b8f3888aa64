import { openRunCommand } from "../../components/run-on-box/run-command";
import { readStackFile } from "../../settings/read-file";
import { accountOf, type AccountOptions } from "../account-of";
import { dumpsCommand } from "./dumps-command";
import { findBox, idOf, lookForBox } from "./find-box";
import { findDumps } from "./find-dumps";
import { runJob } from "./job";
import { runDumps } from "./run-dumps";
import { openSession } from "./open-session";
import type { Place } from "./place";
import { talkOverRunCommand } from "./talk-over-run-command";
import { unknownApp } from "./unknown-app";

/** The box of a stack, through Systems Manager; for backups, the task that makes them where no box does. */
export function remotePlace(options: AccountOptions): Place {
  const written = readStackFile(".", options.stack);
  const account = accountOf(options, written);
  return {
    async run(request, console) {
      const { stack } = options;
      const command = dumpsCommand(request);
      const found = command && (await lookForBox(stack, account));
      // Exactly one of both makes backups, so a stack whose box is online is not asked for the task.
      const task = found && "problem" in found ? await findDumps(stack, account) : undefined;
      if (command && task) return runDumps({ ...account, ...task, command }, console);
      for (const warning of [otherTier(stack, written.raw["tier"]), unknownApp(request, stack, written.raw)])
        if (warning !== undefined) await console.show("err", Buffer.from(`${warning}\n`));
      const instanceId = idOf(found ?? (await lookForBox(stack, account)));
      const runCommand = openRunCommand({ ...account, instanceId });
      const sleep = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
      return runJob(talkOverRunCommand(runCommand, { now: Date.now, sleep }), request, console);
    },
    open: async (request) => openSession(await findBox(options.stack, account), account, request),
  };
}

/** What to use instead of these commands, by tier. */
const guides: ReadonlyMap<unknown, string> = new Map([
  ["beanstalk", "docs/beanstalk.md"],
  ["fargate", "docs/fargate.md"],
]);

/** No refusal: the box may stand by. */
function otherTier(stack: string, tier: unknown): string | undefined {
  const guide = guides.get(tier);
  if (guide === undefined) return undefined;
  return `Stack ${stack} is on ${String(tier)}: see "By hand" in ${guide}. These commands reach its box alone, if it has one.`;
}
