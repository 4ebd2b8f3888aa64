import type { AlarmPlan } from "./alarm";
import type { DashboardPlan } from "./dashboard";

/** What is watched, and who is told. */
export interface AlertsPlan {
  readonly emails: readonly string[];
  /** Parameter that holds the address of the webhook. */
  readonly webhook?: string;
  readonly alarms: readonly AlarmPlan[];
  /** Of a box, or of the instances of Beanstalk. */
  readonly figures?: SentFigures;
  readonly dashboard?: DashboardPlan;
}

/** Figures that a box or an instance sends to CloudWatch, and what it calls a problem. */
export interface SentFigures {
  readonly send: readonly string[];
  readonly problems: readonly {
    readonly metric: string;
    readonly breach: "above" | "below";
    readonly threshold: number;
    readonly means: string;
  }[];
}
