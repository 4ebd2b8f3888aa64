import type * as pulumi from "@pulumi/pulumi";
import type { Sleeper } from "../components/schedule/sleeper";
import type { Watched } from "../components/alerts/dimensions";
import type { TierPlan } from "../plan/stack-plan-types";
import type { Plan } from "../plan/types";
import type { State } from "../state";

/** What every tier gets. */
export interface TierArgs {
  readonly plan: Plan;
  readonly state: State;
  readonly tier: TierPlan;
  /** What must be done before an app of this tier starts. */
  readonly after: readonly pulumi.Input<pulumi.Resource>[];
  /** Topics: who is told when the tier is taken out of DNS. */
  readonly told: readonly pulumi.Output<string>[];
}

/** What every tier gives back. */
export interface TierResult {
  /** Where each web app and static site answers: app name -> URLs. */
  readonly urls: pulumi.Output<Readonly<Record<string, readonly string[]>>>;
  /** Where records that are set by hand must point: an address (A), or another name (CNAME); undefined when nothing answers for all apps. */
  readonly target?: { readonly type: "A" | "CNAME"; readonly value: pulumi.Output<string> };
  /** Records to set by hand besides, one line each: static sites of their own, proofs of ownership. */
  readonly recordsToSet?: pulumi.Output<readonly string[]>;
  /** A tier that serves: it is healthy. One that stands by: its workers have ended. */
  readonly ready: readonly pulumi.Resource[];
  /** Gives the hosts their records with the tier's weight, when `after` is done; returns the records. */
  readonly publish: (after: readonly pulumi.Resource[]) => readonly pulumi.Resource[];
  /** What a schedule stops and starts. */
  readonly sleeper: Sleeper;
  /** What alarms of the tier look at. */
  readonly watched: Watched;
  /** Of the machine that can move the databases. */
  readonly boxId?: pulumi.Output<string>;
}
