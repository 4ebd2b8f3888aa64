import * as pulumi from "@pulumi/pulumi";
import * as ecs from "@pulumi/aws/ecs";
import * as ssm from "@pulumi/aws/ssm";
import type { DumpsPlan } from "../../plan/dumps";
import type { Plan } from "../../plan/types";
import { createFunctionLog } from "../functions/function-log";
import type { Database } from "../database";
import type { Network } from "../network";
import type { PrivateBucket } from "../private-bucket";
import type { Secrets } from "../secrets";
import { tags } from "../tags";
import { createDumpsBundle } from "./bundle";
import { createDumpsGroup } from "./group";
import { createDumpsRoles } from "./roles";
import { createDumpsSchedules } from "./schedules";
import { createDumpsTask } from "./task";

export const dumpsName = "dumps";

export interface DumpsArgs {
  readonly plan: Plan;
  readonly dumps: DumpsPlan;
  readonly network: Network;
  readonly database: Database;
  /** After it every database is there. */
  readonly databasesReady: pulumi.Resource;
  readonly secrets: Secrets;
  readonly bundles: PrivateBucket;
  readonly backups: PrivateBucket;
}

/**
 * Nightly backups of the databases on RDS where no box makes them, and the monthly drill: a task on Fargate that EventBridge
 * starts, and `npm run restore`. docs/decisions/managed-dumps.md says why it is made so. Holds no data. Returns the cluster's name.
 */
export function createDumps(args: DumpsArgs): pulumi.Output<string> {
  const { plan, dumps, databasesReady } = args;
  const { stack } = plan;
  const cluster = new ecs.Cluster(dumpsName, {
    // Billed one by one; the task's own figure says whether it did its work.
    settings: [{ name: "containerInsights", value: "disabled" }],
    tags: tags(stack, dumpsName),
  });
  // What is started by hand names one.
  const providers = new ecs.ClusterCapacityProviders(dumpsName, {
    clusterName: cluster.name,
    capacityProviders: ["FARGATE"],
  });
  const log = createFunctionLog(dumpsName, { stack });
  const roles = createDumpsRoles(args, log);
  const bundle = createDumpsBundle(args);
  const task = createDumpsTask(args, { log, roles });
  const group = createDumpsGroup(args);
  const place = {
    clusterArn: cluster.arn,
    taskDefinitionArn: task.arn,
    // Private ones of a tier reach neither Debian nor a store outside AWS.
    subnetIds: args.network.publicSubnets.map(({ id }) => id),
    securityGroupId: group.id,
  };
  const ready = [bundle, providers, databasesReady, ...group.ready, ...roles.ready, ...args.network.internet];
  createDumpsSchedules({ stack, dumps, place, roles, ready });
  const started = pulumi.jsonStringify({ ...place, logGroup: log.name });
  new ssm.Parameter(
    dumpsName,
    {
      name: dumps.parameter,
      type: "SecureString",
      value: pulumi.secret(started),
      overwrite: true,
      tags: tags(stack, dumpsName),
    },
    { dependsOn: ready, deleteBeforeReplace: true },
  );
  return cluster.name;
}
