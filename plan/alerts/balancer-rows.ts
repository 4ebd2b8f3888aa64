import type { AlarmRow, AlarmRule } from "./alarm";

/** A load balancer counts errors only when there are any, and nothing at all when nobody comes. */
const rule: Omit<AlarmRule, "metric" | "statistic"> = {
  namespace: "AWS/ApplicationELB",
  period: 300,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  missing: "notBreaching",
};
const balancer = { ...rule, target: "balancer", breach: "above" } as const;

/** What visitors of a load balancer see. */
export const balancerRows: readonly AlarmRow[] = [
  {
    ...balancer,
    name: "errors",
    level: "few",
    metric: {
      of: "RequestCount",
      parts: ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"],
      withoutTargets: true,
      // A small app that is down has few visitors, each of whom gets an error.
      enoughParts: 10,
    },
    statistic: "Sum",
    threshold: ({ errorPercent }) => errorPercent,
    means: "Too many requests end in an error of the server (5xx).",
    first: "look at the logs of the app that just changed, and roll it back if that is the reason.",
  },
  {
    ...balancer,
    name: "client-errors",
    level: "all",
    metric: { of: "RequestCount", parts: ["HTTPCode_Target_4XX_Count"] },
    statistic: "Sum",
    threshold: ({ clientErrorPercent }) => clientErrorPercent,
    means:
      "Too many requests are refused (4xx): a broken link, a client that does not sign in, or strangers.",
    first: "look at the apps' logs; raise the threshold if they are strangers.",
  },
  {
    ...balancer,
    name: "slow",
    level: "all",
    metric: "TargetResponseTime",
    statistic: "p95",
    // Seconds.
    threshold: ({ p95Ms }) => p95Ms / 1000,
    means: "5 of 100 answers take too long.",
    first:
      "look at the databases and the apps' processors; more copies (`scale`, `beanstalk.max`) if both are busy.",
  },
];

/** The load balancer's certificate; AWS renews it 60 days before its end, as long as its DNS records stay. */
export const certificateRows: readonly AlarmRow[] = [
  {
    name: "certificate",
    target: "certificate",
    level: "all",
    namespace: "AWS/CertificateManager",
    metric: "DaysToExpiry",
    statistic: "Minimum",
    period: 86_400,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    missing: "notBreaching",
    breach: "below",
    threshold: ({ certificateDays }) => certificateDays,
    means: "The load balancer's certificate ends soon and was not renewed; browsers refuse every site then.",
    first: "`pulumi up`, and set the records that it names (`recordsToSet`): AWS renews when it sees them.",
  },
];
