import type { DeployedStack } from "../plan/deployed";

/** A running stack's settings and what is deployed, as `stack-cost.ts` sends them to a process of its own. */
export interface Question {
  readonly stack: string;
  readonly region: string;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly deployed: DeployedStack;
}
