import { createRequire } from "node:module";

export interface Hours {
  readonly start: string;
  readonly stop: string;
  readonly days: readonly string[];
  readonly timezone: string;
}

export interface Hold {
  readonly since: string;
  readonly until: string;
}

type Question = (moment: Date, hours: Hours, hold?: Hold) => boolean;

/** functions/schedule/hours.js, as AWS runs it. */
export const { shouldRun, isStarting } = createRequire(__filename)("../../functions/schedule/hours") as {
  readonly shouldRun: Question;
  readonly isStarting: Question;
};
