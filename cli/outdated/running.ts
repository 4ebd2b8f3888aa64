import { loadPriceBook, priceOf } from "../../cost/prices/price-book";
import boxImages from "../../plan/data/box-images.json";
import support from "../../plan/data/support-dates.json";
import valkey from "../../plan/data/valkey.json";
import { lambdaRuntime } from "../../plan/lambda-runtime";
import { rdsStandardSupportEnds } from "../../plan/postgres-majors";
import type { Plan } from "../../plan/types";
import postgres from "../../settings/data/postgres-majors.json";

/** Something that a stack runs, and until when its makers mend it. */
export interface Running {
  readonly what: string;
  readonly version: string;
  /** Day, `2029-04-25`; undefined when nobody states one. */
  readonly until?: string;
  /** Who brings newer versions, and what happens after the day. */
  readonly update: string;
}

/** What a stack runs on its tier, and what runs the commands here. `node`: `20.20.2`. */
export function running(plan: Plan, node: string, hasSchedule = false): readonly Running[] {
  return [
    nodeHere(node),
    ...(plan.tier === "compose" ? [ubuntu] : []),
    ...(plan.tier === "beanstalk" ? [platform(plan)] : []),
    ...(plan.tier === "fargate" ? [] : [caddy]),
    ...(plan.homes.database === "box" ? [postgresBeside(plan)] : []),
    ...(plan.rds ? [rds(plan.rds.majorVersion)] : []),
    ...(plan.homes.cache === "box" ? [redis] : []),
    ...(plan.elasticache ? [elasticache] : []),
    ...(plan.rds || plan.alerts?.webhook !== undefined || hasSchedule ? [functions] : []),
  ];
}

function nodeHere(version: string): Running {
  const ends: Readonly<Record<string, string>> = support.node;
  return {
    what: "Node.js on this machine",
    version,
    until: ends[version.split(".")[0] ?? ""],
    update: "yours to install; the program runs on 20 to 24",
  };
}

const ubuntu: Running = {
  what: "Ubuntu of the box",
  version: "24.04",
  until: support.ubuntu["24.04"],
  update: "security updates by itself, every day; a newer release is a new box",
};

function platform({ beanstalk }: Plan): Running {
  return {
    what: "Beanstalk's platform",
    version: "Docker on Amazon Linux 2023",
    update: `by AWS, ${beanstalk?.platformUpdates ?? ""} UTC (beanstalk.platformUpdates)`,
  };
}

const withProgram = "with a newer version of this program, at the next `pulumi up`";

const caddy: Running = { what: "Caddy", version: versionOf(boxImages.caddy), update: withProgram };
const redis: Running = { what: "Redis", version: versionOf(boxImages.redis), update: withProgram };

function postgresBeside({ box }: Plan): Running {
  const version = versionOf(box.images.postgres);
  const major = Number(version.split(".")[0]);
  return {
    what: "PostgreSQL of the box",
    version,
    until: postgres.majors.find((one) => one.major === major)?.endOfLife,
    update: `minor: ${withProgram}; major: box.postgres`,
  };
}

/** What AWS would bill after the day where it is on. */
function extendedSupport(): string {
  const key = { service: "rds.extendedSupport", item: "year1and2", region: "us-east-1" };
  const { usd, unit } = priceOf(loadPriceBook(), key);
  return `$${usd} ${unit.replace("USD ", "")} in ${key.region}`;
}

function rds(major: string): Running {
  return {
    what: "PostgreSQL on RDS",
    version: major,
    until: rdsStandardSupportEnds(Number(major)),
    update: `minor: by AWS in the maintenance window; major: box.postgres, after the day by AWS, as Extended Support (${extendedSupport()}) is off`,
  };
}

const elasticache: Running = {
  what: "Valkey on ElastiCache",
  version: valkey.engineVersion,
  update: "minor: by AWS on Sundays, 5:00 to 6:00 UTC",
};

const functions: Running = {
  what: "Functions on Lambda",
  version: lambdaRuntime,
  until: support.lambda[lambdaRuntime],
  update: `patches by AWS; a newer runtime ${withProgram}`,
};

/** `redis:7.4.5-bookworm` -> `7.4.5`. */
function versionOf(image: string): string {
  return image.replace(/^.*:/, "").replace(/-.*$/, "");
}
