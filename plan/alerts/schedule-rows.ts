import type { AlarmRow } from "./alarm";

/**
 * The function that stops and starts the stack by its working hours. One failed look is made good by the next, five minutes later;
 * a stack whose silence is no alarm would otherwise stay down, or be billed, without a word.
 */
export const scheduleRows: readonly AlarmRow[] = [
  {
    name: "schedule",
    target: "schedule",
    level: "few",
    namespace: "AWS/Lambda",
    metric: "Errors",
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    missing: "notBreaching",
    breach: "above",
    threshold: () => 0,
    means:
      "The schedule cannot start or stop the stack: it may be down in working hours, or run and be billed outside of them. It tries to start for half an hour only, so an OK after that does not say that it runs.",
    first:
      "the log group `schedule-…` says why, such as no machine of this type free at AWS; then `npm run schedule -- hold 2h` has it try anew for half an hour.",
  },
];
