import type { Graph } from "../../policy/rule";
import type { Tier } from "../../settings/schema";
import { balancedTier } from "../beanstalk/beanstalk-stack";
import { evaluated } from "../evaluated";
import type { Spoil } from "./spoil";

interface Evaluated {
  readonly stack: string;
  readonly set: readonly string[];
  readonly from?: Tier;
}

/** A stack on Fargate with every kind of app and of state. */
export const fargate = [
  "tier=fargate",
  "domain=example.com",
  `apps=${JSON.stringify([
    {
      name: "shop",
      build: "./examples/todo",
      port: 3000,
      migrate: "node migrate.js",
      database: true,
      cache: true,
      secrets: [{ name: "KEY", generate: true }],
      scale: { min: 1, max: 3, requestsPerMinute: 100 },
    },
    {
      name: "watch",
      build: "./examples/todo",
      command: ["node", "worker.js"],
      volumes: [{ name: "seen", path: "/data" }],
    },
    { name: "docs", static: "./examples/site-docs" },
  ])}`,
];

/** The same as a switch from another tier: what watches the visitors is there only then. */
export const switched = {
  stack: "dev",
  set: [...fargate, "rds.class=db.t4g.small", "aws:region=eu-west-1"],
  from: "beanstalk",
} as const;

/** Working hours. */
export const schedule = 'schedule={"start":"08:00","stop":"18:00","timezone":"Europe/London"}';

/** Workflows that deploy. */
export const github = 'github={"repository":"octo-org/shop"}';

/** Both committed stacks, without and with a zone of their own: every type that the program can register. */
export const stacks: readonly Evaluated[] = [
  switched,
  ...["dev", "prod"].flatMap((stack) =>
    [[], ["domain=example.com"], ["alerts.webhook=/alerts/webhook"]].map((set) => ({
      stack,
      set: set as readonly string[],
    })),
  ),
  ...[["network=public"], ["network=nat", "exec=true"], ["network=endpoints", "exec=true"]].map((set) => ({
    stack: "dev",
    set: [...fargate, ...set.map((one) => `fargate.${one}`)],
  })),
  { stack: "dev", set: ["tier=fargate", fargate[2] ?? ""] },
  { stack: "dev", set: balancedTier() },
  { stack: "dev", set: [github] },
  ...[["tier=compose"], fargate, balancedTier()].map((set) => ({ stack: "dev", set: [...set, schedule] })),
  {
    stack: "dev",
    set: balancedTier(
      "domain=null",
      "beanstalk.max=1",
      'apps=[{"name":"one","build":"./examples/todo","port":3000}]',
    ),
  },
];

/** The first graph that has what is to be spoiled. */
export function spoiled(spoil: Spoil, [graph = [], ...others]: readonly Graph[]): Graph {
  try {
    return spoil(graph);
  } catch (error) {
    if (others.length === 0) throw error;
    return spoiled(spoil, others);
  }
}

/** Graphs that together have everything that a violation spoils. */
export async function spoilable(): Promise<readonly Graph[]> {
  return [
    (await evaluated("dev", ["domain=example.com"])).resources,
    (await evaluated("dev", [...fargate, "fargate.exec=true"])).resources,
    (await evaluated("dev", balancedTier())).resources,
    (await evaluated(switched.stack, switched.set, undefined, switched.from)).resources,
    (await evaluated("prod", ["alerts.webhook=/alerts/webhook"])).resources,
  ];
}
