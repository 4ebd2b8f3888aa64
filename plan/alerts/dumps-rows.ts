import type { AlarmRow, Thresholds } from "./alarm";
import { sent } from "./box-rows";

const hour = 3600;
const day = 24;
/** CloudWatch looks back no further with datapoints of an hour: PutMetricAlarm, EvaluationPeriods (2026-11-22). */
const longestHours = 7 * 24;

/**
 * The one figure of the task that backs databases on RDS up: sent by each night's run, 1 when all is well. `days`: from one run to
 * the next at most; the task of a stack that a schedule stops runs on its working days alone. Silence counts there, too: were it
 * ignored, one bad figure a day among the silence of all other hours would never be enough. Of one run a week CloudWatch does not
 * look back far enough to tell silence from the days between, so there a bad figure alone is the alarm.
 */
export function dumpsRows({ backupHours }: Thresholds, days: number): readonly AlarmRow[] {
  const hours = Math.min(backupHours + (days - 1) * day, longestHours);
  const isSilenceTold = days * day < longestHours;
  return [
    {
      ...sent,
      name: "dumps",
      target: "stack",
      level: "few",
      metric: "DumpsVerified",
      period: hour,
      evaluationPeriods: hours,
      datapointsToAlarm: isSilenceTold ? hours : 1,
      missing: isSilenceTold ? "breaching" : "notBreaching",
      breach: "below",
      threshold: () => 1,
      means:
        "The databases on RDS have no new backup that was read back whole, or its off-site copy or the last drill failed. A new stack says so until its first night.",
      first:
        "the log group `dumps-…` says why; then `npm run box -- backup`, and `npm run restore -- drill`.",
    },
  ];
}
