import type { Account } from "../components/run-on-box/systems-manager";
import type { StackSettings } from "../settings/stack-settings";
import { UserMistake } from "./run-command";

export interface AccountOptions {
  readonly stack: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Region and profile as `pulumi up` has them. */
export function accountOf({ stack, region, profile }: AccountOptions, written: StackSettings): Account {
  const where = region ?? written.region;
  if (typeof where !== "string")
    throw new UserMistake(`Pulumi.${stack}.yaml has no aws:region; give --region.`);
  const who = profile ?? written.profile;
  return { region: where, ...(typeof who === "string" && { profile: who }) };
}
