import * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ecs from "@pulumi/aws/ecs";
import type * as lb from "@pulumi/aws/lb";
import type * as servicediscovery from "@pulumi/aws/servicediscovery";
import { appParameter, logGroupName, taskFamily } from "../../plan/names";
import type { ServicePlan } from "../../plan/fargate-types";
import type { AppPlan, Plan } from "../../plan/types";
import type { Watched } from "../alerts/dimensions";
import type { ProviderWithoutSettings } from "../checkout-provider";
import type { Files } from "../files";
import type { SleepingService } from "../schedule/sleeper";
import type { Secrets } from "../secrets";
import { tags } from "../tags";
import type { ClientGroups } from "./client-groups";
import type { Cluster } from "./cluster";
import { appContainer, migrationContainer, type ContainerValues } from "./container";
import type { LoadBalancer } from "./load-balancer";
import { RollOut } from "./roll-out";
import { RunMigration } from "./run-migration";
import { createScaling } from "./scaling";
import { createService } from "./service";
import { createTaskDefinition } from "./task-definition";
import type { TaskNetwork } from "./task-network";
import { createTaskRoles, type TaskRoles } from "./task-roles";
import { watchedApp } from "./watched-app";

/** How long a copy without a health check must run until it counts; most that end do so at their start. */
const unwatchedSeconds = 30;

/** What all apps of the cluster share. */
export interface AppSurroundings {
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly network: TaskNetwork;
  readonly groups: ClientGroups;
  readonly secrets: Secrets;
  readonly images: Readonly<Record<string, pulumi.Output<string>>>;
  readonly repositoryArn: pulumi.Output<string>;
  readonly files?: Files;
  /** Identifies the server of all databases: on a new one, migrations run again. */
  readonly database?: pulumi.Output<string>;
  readonly dynamic: ProviderWithoutSettings;
  /** What must be there before a task can work. */
  readonly ready: readonly pulumi.Input<pulumi.Resource>[];
}

export interface AppArgs {
  readonly app: AppPlan;
  readonly service: ServicePlan;
  /** Makes the load balancer know a web app, after the resources given. */
  readonly listen?: (after: readonly pulumi.Resource[]) => Web;
  readonly name?: servicediscovery.Service;
  /** Groups that let the load balancer and other apps in. */
  readonly opened: readonly pulumi.Resource[];
}

/** How requests come to a web app. */
export interface Web {
  readonly balancer: LoadBalancer;
  readonly target: lb.TargetGroup;
  /** What must be there before ECS may register copies. */
  readonly listened: readonly pulumi.Resource[];
}

export interface RunningApp {
  /** What waits until it runs. */
  readonly done: pulumi.Resource;
  /** How a schedule stops and starts it. */
  readonly sleeper: SleepingService;
  /** What alarms look at. */
  readonly watched: Watched;
}

/** One app with a container: its log, rights, task definition, migration and service, in this order. */
export function createApp(args: AppArgs, all: AppSurroundings, parent: pulumi.Resource): RunningApp {
  const { app, service } = args;
  const { plan, cluster } = all;
  const { stack } = plan;
  const logGroup = new cloudwatch.LogGroup(
    app.name,
    {
      name: logGroupName(stack, app.name),
      retentionInDays: plan.fargate?.logDays,
      tags: tags(stack, app.name),
    },
    { parent },
  );
  const secretArns = secretsOf(app, all);
  const roles = createTaskRoles(
    {
      ...{ stack, app, logGroup, files: all.files, repositoryArn: all.repositoryArn },
      secretArns: Object.values(secretArns),
      execLogGroup: service.exec ? cluster.execLogGroup : undefined,
    },
    parent,
  );
  const values = containerValues(args, all, logGroup, secretArns);
  const family = taskFamily(stack, app.name);
  const container = values.apply((known) => appContainer(app, service, known));
  const definition = createTaskDefinition(
    app.name,
    { stack, app, service, family, container, roles, files: all.files },
    parent,
  );
  const migrated = createMigration(args, all, { values, roles, logGroup }, parent);
  // A changed health path counts at once for the copies that serve: not while the migration may still fail.
  const web = args.listen?.(migrated);
  const { service: running, shape } = createService(
    {
      ...{ stack, app, plan: service, cluster: cluster.arn, network: all.network, name: args.name },
      spotPercent: plan.fargate?.spotPercent ?? 0,
      taskDefinition: definition.arn,
      securityGroupIds: all.groups.of(app),
      target: web?.target,
    },
    parent,
    [...all.ready, ...roles.ready, ...args.opened, ...(web?.listened ?? []), ...migrated],
  );
  const done = waitFor({ running, shape, definition, web }, args, all, logGroup, parent);
  if (app.scale.max > app.scale.min)
    createScaling({ stack, app, clusterName: cluster.name, service: running, web }, parent);
  return {
    done,
    sleeper: { cluster: cluster.arn, service: running, copies: app.scale.min },
    watched: watchedApp(app.name, cluster.name, running.name, web),
  };
}

interface Rolling {
  readonly running: ecs.Service;
  readonly shape: pulumi.Output<string>;
  readonly definition: ecs.TaskDefinition;
  readonly web?: Web;
}

function waitFor(
  { running, shape, definition, web }: Rolling,
  { app, service }: AppArgs,
  { plan, cluster, dynamic, secrets }: AppSurroundings,
  logGroup: cloudwatch.LogGroup,
  parent: pulumi.Resource,
): pulumi.Resource {
  return new RollOut(
    app.name,
    {
      app: app.name,
      region: plan.region,
      profile: plan.profile,
      cluster: cluster.arn,
      service: running.name,
      taskDefinition: definition.arn,
      shape,
      timeoutSeconds: service.rolloutSeconds,
      watchSeconds: web ? 0 : unwatchedSeconds,
      logGroup: logGroup.name,
      parameters: parametersOf(plan, app, secrets),
    },
    { parent, provider: dynamic, dependsOn: [running] },
  );
}

interface Made {
  readonly values: pulumi.Output<ContainerValues>;
  readonly roles: TaskRoles;
  readonly logGroup: cloudwatch.LogGroup;
}

function createMigration(
  { app, service }: AppArgs,
  all: AppSurroundings,
  { values, roles, logGroup }: Made,
  parent: pulumi.Resource,
): readonly RunMigration[] {
  const { migrate: command } = app;
  if (command === undefined) return [];
  const { plan, network } = all;
  const { stack } = plan;
  const family = `${taskFamily(stack, app.name)}-migrate`;
  const container = values.apply((known) => migrationContainer(app, service, known, command));
  const definition = createTaskDefinition(
    `${app.name}.migrate`,
    { stack, app, service, family, container, roles, files: all.files },
    parent,
  );
  const migration = new RunMigration(
    app.name,
    {
      app: app.name,
      version: pulumi.jsonStringify([values.image, command, ...(all.database ? [all.database] : [])]),
      region: plan.region,
      profile: plan.profile,
      cluster: all.cluster.arn,
      taskDefinition: definition.arn,
      subnetIds: pulumi.all([...network.subnetIds]),
      securityGroupIds: pulumi.all([...all.groups.of(app)]),
      assignPublicIp: network.assignPublicIp,
      logGroup: logGroup.name,
      parameters: parametersOf(plan, app, all.secrets),
    },
    { parent, provider: all.dynamic, dependsOn: [...all.ready, ...roles.ready] },
  );
  return [migration];
}

function containerValues(
  { app }: AppArgs,
  { plan, images, secrets }: AppSurroundings,
  logGroup: cloudwatch.LogGroup,
  secretArns: Readonly<Record<string, pulumi.Output<string>>>,
): pulumi.Output<ContainerValues> {
  const { source } = app;
  return pulumi.output({
    image: source.kind === "image" ? source.reference : (images[app.name] ?? ""),
    region: plan.region,
    logGroup: logGroup.name,
    secrets: secretArns,
    ...(Object.keys(secretArns).length > 0 && { secretsVersion: secrets.appVersions[app.name] }),
  });
}

/** Environment variable -> ARN of its parameter. */
function secretsOf(app: AppPlan, { plan, secrets }: AppSurroundings) {
  const entries = secretNames(app).flatMap((name) => {
    const arn = secrets.arns[appParameter(plan.stack, app.name, name)];
    return arn ? [[name, arn] as const] : [];
  });
  return Object.fromEntries(entries);
}

function parametersOf(plan: Plan, app: AppPlan, secrets: Secrets): readonly string[] {
  return secretNames(app)
    .map((name) => appParameter(plan.stack, app.name, name))
    .filter((path) => path in secrets.arns);
}

function secretNames(app: AppPlan): readonly string[] {
  return [
    ...app.secrets.map(({ name }) => name),
    ...(app.database ? ["DATABASE_URL"] : []),
    ...(app.cache ? ["REDIS_URL"] : []),
  ];
}
