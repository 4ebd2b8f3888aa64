import type { AlarmRow, AlarmRule } from "./alarm";

/** Namespace of the figures that the stack's own programs send, with the one dimension `Stack`. */
export const boxNamespace = "Ladder";

const minutes = 60;

/** AWS looks at the machine once a minute. Without a figure it is stopped, which somebody did. */
const status: Omit<AlarmRule, "metric"> = {
  namespace: "AWS/EC2",
  statistic: "Maximum",
  period: minutes,
  evaluationPeriods: 2,
  datapointsToAlarm: 2,
  missing: "notBreaching",
};

/** EC2's own figures come every five minutes, free. */
const basic: Omit<AlarmRule, "metric" | "statistic"> = {
  namespace: "AWS/EC2",
  period: 5 * minutes,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  missing: "notBreaching",
};

/** The box's figures come every five minutes; the last three decide, so that one bad moment wakes nobody. */
export const sent: Omit<AlarmRule, "metric"> = {
  namespace: boxNamespace,
  statistic: "Maximum",
  period: 5 * minutes,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  missing: "notBreaching",
};

/** The machine of the compose tier, as AWS sees it from outside. */
export const machineRows: readonly AlarmRow[] = [
  {
    ...status,
    name: "box-unreachable",
    target: "box",
    level: "few",
    metric: "StatusCheckFailed_System",
    breach: "above",
    threshold: () => 0,
    means:
      "AWS's hardware under the box failed; AWS is moving the box to another machine, as after a power cut.",
    first:
      "wait five minutes, then `npm run box -- status`. If it does not answer, stop and start the instance in the console.",
    action: "recover",
  },
  {
    ...status,
    name: "box-stuck",
    target: "box",
    level: "few",
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    metric: "StatusCheckFailed_Instance",
    breach: "above",
    threshold: () => 0,
    means: "The box runs but its system does not answer; AWS is restarting it.",
    first: "wait five minutes, then `npm run box -- status`; out of memory is the usual reason.",
    action: "reboot",
  },
  {
    ...basic,
    name: "box-cpu",
    target: "box",
    level: "all",
    metric: "CPUUtilization",
    statistic: "Average",
    breach: "above",
    threshold: ({ cpuPercent }) => cpuPercent,
    means: "The box's processor has been busy for 15 minutes.",
    first:
      "`npm run box -- status`, then the logs of the app that just changed; a larger `box.instance` if it stays so.",
  },
];

/** A burstable machine that is slowed down when its credits are used up. */
export const creditRows: readonly AlarmRow[] = [
  {
    ...basic,
    name: "box-credits",
    target: "box",
    level: "few",
    metric: "CPUCreditBalance",
    statistic: "Minimum",
    breach: "below",
    threshold: ({ cpuCredits }) => cpuCredits,
    means: "The box's CPU credits are nearly gone; at zero every app slows down to the baseline.",
    first:
      "find what is busy (`npm run box -- status`); or a larger `box.instance`, or `box.credits: unlimited`.",
  },
];
