import { configCommand } from "../settings/config-command";
import type { Problem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import { certificateProblems, namesOf } from "./certificate";
import beanstalkRegions from "./data/beanstalk-regions.json";
import { connectionProblems } from "./connections";
import { fargateProblems } from "./fargate-problems";
import { fargateSize, largestMemoryMb } from "./fargate-size";
import { isBalanced, type ManagedPlan } from "./managed";
import type { AppPlan, Homes } from "./types";

interface Described {
  readonly settings: Settings;
  readonly apps: readonly AppPlan[];
  readonly homes: Homes;
  readonly managed: ManagedPlan;
  readonly stack: string;
  readonly region: string;
}

/** What the tier cannot do for these apps; everything at once, each with the way out. */
export function managedProblems(described: Described): readonly Problem[] {
  const { settings, apps, managed, stack, region } = described;
  return [
    ...databaseProblems(settings),
    ...(managed.rds ? connectionProblems(managed.rds.class, managed.rds.connectionNeeds, stack) : []),
    ...(managed.elasticache ? cacheUserProblems(apps) : []),
    ...beanstalkProblems(described),
    ...(managed.fargate
      ? [
          ...sizeProblems(settings),
          ...copiesProblems(settings),
          ...fargateProblems(managed.fargate, apps, region),
        ]
      : []),
    ...hostProblems(described),
    ...(isBalanced(managed) ? certificateProblems(namesOf(apps, settings)) : []),
  ];
}

function databaseProblems({ tier, database }: Settings): readonly Problem[] {
  if (tier === "compose" || database !== "box") return [];
  return [
    {
      path: "database",
      problem: `the ${tier} tier has no box to keep databases on`,
      got: "box",
      allowed: "auto or rds",
      hint: "leave it out",
    },
  ];
}

/** One of them is the user that clients without a name become. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const cacheUsers = 100;

function cacheUserProblems(apps: readonly AppPlan[]): readonly Problem[] {
  const users = apps.filter(({ cache }) => cache !== undefined).length;
  if (users < cacheUsers) return [];
  return [
    {
      path: "apps",
      problem: "more apps use the cache than ElastiCache takes users",
      got: String(users),
      allowed: `at most ${cacheUsers - 1}`,
      hint: "use a second stack, or let apps keep what they cache in the database",
    },
  ];
}

function beanstalkProblems({ settings, apps, homes, managed, region }: Described): readonly Problem[] {
  if (!managed.beanstalk) return [];
  const { min, max, cache } = settings.beanstalk;
  const fewer =
    min > max
      ? [{ path: "beanstalk.min", problem: "more than max", got: String(min), allowed: `1 to ${max}` }]
      : [];
  const always = [...beanstalkRegionProblems(region), ...fewer];
  if (!managed.beanstalk.balanced) return always;
  return [
    ...always,
    ...(cache === "instance" && homes.cache !== undefined ? [ownRedis(max)] : []),
    ...sharedFiles(apps, max),
    ...(homes.database === undefined ? workersAlone(apps, max) : []),
  ];
}

function beanstalkRegionProblems(region: string): readonly Problem[] {
  if (beanstalkRegions.with.includes(region)) return [];
  return [
    {
      path: "tier",
      problem: `Elastic Beanstalk has no zone for environments in ${region} (known on ${beanstalkRegions.asOf})`,
      got: "beanstalk",
      allowed: "compose there",
      hint: "or another region, which is another stack: pulumi stack init",
    },
  ];
}

function ownRedis(max: number): Problem {
  return {
    path: "beanstalk.cache",
    problem: "each instance would have a Redis of its own, and apps would see different keys on each",
    got: `instance with max: ${max}`,
    allowed: "elasticache",
    hint: "set beanstalk.cache to elasticache (the preview shows its price), or max to 1",
  };
}

function sharedFiles(apps: readonly AppPlan[], max: number): readonly Problem[] {
  return apps
    .filter((app) => app.kind === "web" && app.volumes.length > 0)
    .map(({ name }) => ({
      path: "beanstalk.max",
      problem: `${name} keeps files on a volume, and instances that write the same files damage them`,
      got: String(max),
      allowed: "1",
      hint: "set max to 1, or let the app keep them in its database",
    }));
}

function workersAlone(apps: readonly AppPlan[], max: number): readonly Problem[] {
  const worker = apps.find((app) => app.kind === "worker");
  if (!worker) return [];
  return [
    {
      path: "beanstalk.max",
      problem:
        "workers run on one instance only, which the instances agree on in the database, and no app has one",
      got: `max: ${max} with the worker ${worker.name}`,
      allowed: "1",
      hint: "set max to 1, give an app a database, or use the fargate tier",
    },
  ];
}

function sizeProblems({ apps }: Settings): readonly Problem[] {
  return apps.flatMap(({ name, memoryMb, cpu, static: folder }, index): readonly Problem[] => {
    if (folder !== undefined || fargateSize(memoryMb, cpu)) return [];
    return [
      {
        path: `apps[${index}].memoryMb`,
        problem: `Fargate has no task with so much memory${cpu === undefined ? "" : ` and ${cpu} CPU units`}`,
        got: `${memoryMb} MiB for ${name}`,
        allowed: `at most ${largestMemoryMb(cpu)} MiB`,
        hint: cpu === undefined ? "lower memoryMb" : "raise cpu, or lower memoryMb",
      },
    ];
  });
}

function copiesProblems({ apps }: Settings): readonly Problem[] {
  return apps.flatMap(({ scale, volumes, port, name }, index): readonly Problem[] => {
    const path = `apps[${index}].scale`;
    if (!scale) return [];
    if (scale.min > scale.max)
      return [
        {
          path: `${path}.min`,
          problem: "more than max",
          got: String(scale.min),
          allowed: `1 to ${scale.max}`,
        },
      ];
    if (scale.max > 1 && volumes.length > 0)
      return [
        {
          path: `${path}.max`,
          problem: `${name} keeps files on a volume, and copies that write the same files damage them`,
          got: String(scale.max),
          allowed: "1",
          hint: "let the app keep them in its database to run more copies",
        },
      ];
    if (scale.requestsPerMinute !== undefined && port === undefined)
      return [{ path: `${path}.requestsPerMinute`, problem: "a worker gets no requests", hint: "remove it" }];
    return [];
  });
}

/** Without a domain a load balancer has one name, so it can serve one app. On Beanstalk static sites are behind it, too. */
function hostProblems({ settings, apps, managed, stack }: Described): readonly Problem[] {
  const web = apps.filter(({ kind }) => kind === "web" || (managed.beanstalk && kind === "static"));
  const nameless = web.filter(({ hosts }) => hosts.length === 0);
  if (!isBalanced(managed)) return [];
  if (managed.beanstalk ? nameless.length <= 1 : settings.domain !== undefined || web.length <= 1) return [];
  return [
    {
      path: "domain",
      problem: "without a domain the load balancer has one name and serves one app",
      got: `${web.length} web apps: ${web.map((app) => app.name).join(", ")}`,
      allowed: "a domain, or one web app",
      hint: `${configCommand(stack, "set ladder:domain example.com")}, or --set domain=example.com to look only; the compose tier needs none`,
    },
  ];
}
