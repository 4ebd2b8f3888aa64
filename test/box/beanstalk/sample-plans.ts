import type { BeanstalkPlan } from "../../../plan/beanstalk-types";
import type { AppPlan, Plan } from "../../../plan/types";
import { planOf, samplePlan } from "../sample-plan";

const beanstalk: BeanstalkPlan = {
  application: "ladder-dev",
  environment: "ladder-dev-single",
  readyMinutes: 60,
  healthSeconds: 900,
  migrationSeconds: 2400,
  wellSeconds: 300,
  options: [],
  instanceType: "t4g.small",
  min: 1,
  max: 1,
  balanced: false,
  updates: "rolling",
  rootGb: 16,
  platformUpdates: "Sun:04:00",
  logDays: 30,
};

const tier = {
  tier: "beanstalk",
  tiers: [{ tier: "beanstalk", serves: true, weight: 100 }],
} as const;

/** Every kind of app on a single instance with hosts of its own: Redis beside them, certificates and volumes on EFS. */
export function singlePlan(): Plan {
  return {
    ...samplePlan(),
    ...tier,
    dataHome: undefined,
    homes: { database: "rds", cache: "box", files: "efs" },
    files: { folders: ["/apps/todo/uploads", "/caddy"] },
    beanstalk,
  };
}

/** The same behind a load balancer, every app under a host. */
export function balancedPlan(): Plan {
  const sample = samplePlan();
  const named = (app: AppPlan) =>
    app.kind === "worker" || app.hosts.length > 0 ? app : { ...app, hosts: [`${app.name}.example.com`] };
  return {
    ...sample,
    apps: sample.apps.map(named),
    ...tier,
    dataHome: undefined,
    homes: { database: "rds", cache: "elasticache", files: "efs" },
    files: { folders: ["/apps/todo/uploads"] },
    beanstalk: { ...beanstalk, max: 4, balanced: true },
  };
}

/** The first app alone, without a host. */
export function alonePlan(balanced: boolean): Plan {
  const [todo] = samplePlan().apps;
  if (!todo) throw new Error("the sample has no app");
  const basicAuth = { user: "friends", password: "SESSION_KEY" };
  return {
    ...planOf([{ ...todo, volumes: [], basicAuth }], {}, { edgeTag: "_edge.abcd" }),
    ...tier,
    dataHome: undefined,
    homes: { database: "rds", cache: "elasticache" },
    beanstalk: { ...beanstalk, max: balanced ? 4 : 1, balanced },
  };
}
