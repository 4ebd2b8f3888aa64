import type * as pulumi from "@pulumi/pulumi";
import type { Plan, TierPlan } from "../plan/types";
import type { State } from "../state";

/** What every tier gets. */
export interface TierArgs {
  readonly plan: Plan;
  readonly state: State;
  readonly tier: TierPlan;
}

/** What every tier gives back. */
export interface TierResult {
  /** Where each web app and static site answers: app name -> URLs. */
  readonly urls: pulumi.Output<Readonly<Record<string, readonly string[]>>>;
  /** Where records outside the stack's zone must point. */
  readonly address: pulumi.Output<string>;
}
