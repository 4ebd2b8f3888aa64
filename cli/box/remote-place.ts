import { openRunCommand } from "../../components/run-on-box/run-command";
import type { Account } from "../../components/run-on-box/systems-manager";
import { readStackFile } from "../../settings/read-file";
import { UserMistake } from "../run-command";
import { findBox } from "./find-box";
import { runJob } from "./job";
import { openSession } from "./open-session";
import type { Place } from "./place";
import { talkOverRunCommand } from "./talk-over-run-command";

export interface AccountOptions {
  readonly stack: string;
  readonly region?: string;
  readonly profile?: string;
}

/** The box of a stack, through Systems Manager. */
export function remotePlace(options: AccountOptions): Place {
  const account = accountOf(options);
  const box = () => findBox(options.stack, account);
  return {
    async run(request, console) {
      const runCommand = openRunCommand({ ...account, instanceId: await box() });
      const sleep = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
      return runJob(talkOverRunCommand(runCommand, { now: Date.now, sleep }), request, console);
    },
    open: async (request) => openSession(await box(), account, request),
  };
}

/** Region and profile as `pulumi up` has them. Throws SettingsError when the stack's file cannot be read. */
function accountOf({ stack, region, profile }: AccountOptions): Account {
  const written = readStackFile(".", stack);
  const where = region ?? written.region;
  if (typeof where !== "string")
    throw new UserMistake(`Pulumi.${stack}.yaml has no aws:region; give --region.`);
  const who = profile ?? written.profile;
  return { region: where, ...(typeof who === "string" && { profile: who }) };
}
