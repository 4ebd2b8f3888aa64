import * as pulumi from "@pulumi/pulumi";
import * as vpc from "@pulumi/aws/vpc";
import type * as cloudfront from "@pulumi/aws/cloudfront";
import { createCertificate, type Certificate } from "../components/certificate";
import { ProviderWithoutSettings } from "../components/checkout-provider";
import { openGroup } from "../components/closed-group";
import { createApp, type AppSurroundings, type RunningApp } from "../components/fargate/app";
import { createClientGroups } from "../components/fargate/client-groups";
import { createCluster } from "../components/fargate/cluster";
import {
  createLoadBalancer,
  createPlainListener,
  createSecureListener,
  type LoadBalancer,
} from "../components/fargate/load-balancer";
import { createName, createNamespace } from "../components/fargate/names";
import { createHostRecords } from "../components/fargate/host-records";
import { createStaticSites } from "../components/fargate/static-sites";
import { createHostRules, createTargetGroup } from "../components/fargate/target-group";
import { createTaskNetwork } from "../components/fargate/task-network";
import { namedHosts } from "../plan/certificate";
import { pointer } from "../plan/dns";
import type { FargatePlan, ServicePlan } from "../plan/fargate-types";
import type { AppPlan } from "../plan/types";
import type { TierArgs, TierResult } from "./contract";

interface Surroundings extends TierArgs {
  readonly fargate: FargatePlan;
  readonly parent: pulumi.Resource;
}

/** A service of ECS Fargate for each app behind one load balancer, and CloudFront for static sites. Compute only. */
export function createFargateTier(args: TierArgs): TierResult {
  const { fargate } = args.plan;
  if (!fargate) throw new Error("the plan has no Fargate cluster");
  const parent = new pulumi.ComponentResource("ladder:tiers:Fargate", "fargate");
  const tier = { ...args, fargate, parent };
  const sites = createSites(tier);
  const { balancer, rolledOut } = createWeb(tier);
  const { distributions } = sites;
  return {
    urls: urlsOf(tier, balancer, distributions),
    ...(balancer && { target: { type: "CNAME" as const, value: balancer.dnsName } }),
    recordsToSet: recordsToSet(tier, balancer, sites),
    ready: rolledOut.filter(({ app }) => args.tier.serves || app.kind === "worker").map(({ done }) => done),
    sleeper: { kind: "services", services: rolledOut.map(({ sleeper }) => sleeper) },
    watched: {
      ...(balancer && { balancer: { LoadBalancer: balancer.arnSuffix } }),
      ...Object.fromEntries(rolledOut.flatMap(({ watched }) => Object.entries(watched))),
    },
    publish: (after) => createHostRecords({ ...args, balancer, distributions }, parent, after),
  };
}

interface Web {
  readonly balancer?: LoadBalancer;
  /** What waits until an app runs. */
  readonly rolledOut: readonly (RunningApp & { readonly app: AppPlan })[];
}

function createWeb(tier: Surroundings): Web {
  const { plan, state, fargate, parent } = tier;
  const { stack } = plan;
  const { vpcId, publicSubnets, internet } = state.network;
  const secure = state.certificate !== undefined;
  const subnetIds = publicSubnets.map(({ id }) => id);
  const balancer = fargate.balanced
    ? createLoadBalancer({ stack, vpcId, subnetIds, secure, internet }, parent)
    : undefined;
  return { balancer, rolledOut: fargate.services.length > 0 ? createApps(tier, balancer) : [] };
}

function createApps(tier: Surroundings, balancer: LoadBalancer | undefined): Web["rolledOut"] {
  const { plan, state, fargate, parent } = tier;
  const groups = createClientGroups({ plan, vpcId: state.network.vpcId, ...serversOf(tier) }, parent);
  const cluster = createCluster(plan.stack, fargate, parent);
  const network = createTaskNetwork(
    {
      plan,
      way: fargate.network,
      exec: fargate.exec,
      network: state.network,
    },
    parent,
  );
  const surroundings: AppSurroundings = {
    plan,
    cluster,
    network,
    groups,
    secrets: state.secrets,
    images: state.images.apps,
    repositoryArn: state.images.repositoryArn,
    files: state.files,
    database: state.database?.identifier,
    dynamic: new ProviderWithoutSettings("fargate", { parent }),
    ready: [cluster.ready, ...network.ready, ...groups.opened, ...serversReady(tier), ...tier.after],
  };
  const namespace =
    fargate.namespace === undefined
      ? undefined
      : createNamespace(plan, fargate.namespace, state.network.vpcId, parent);
  const opened = balancer ? openPorts(tier, balancer, groups.tasks) : [];
  const listen = balancer && listening(tier, balancer);
  return fargate.services.map((service) => {
    const app = appOf(tier, service);
    const name = namespace && app.kind === "web" ? createName(plan.stack, app, namespace, parent) : undefined;
    const web = app.kind === "web" && listen ? { listen: listen(app, service) } : {};
    return { app, ...createApp({ app, service, ...web, name, opened }, surroundings, parent) };
  });
}

/** How a web app gets a target group that the load balancer knows. */
function listening({ plan, state, fargate, parent }: Surroundings, balancer: LoadBalancer) {
  const { stack } = plan;
  const certificateArn = state.certificate?.arn;
  const secure = certificateArn && createSecureListener({ stack, balancer, certificateArn }, parent);
  return (app: AppPlan, service: ServicePlan) => (after: readonly pulumi.Resource[]) => {
    const target = createTargetGroup({ stack, vpcId: state.network.vpcId, app, service, after }, parent);
    const rules = fargate.rules.filter((rule) => rule.app === app.name);
    const listened = secure
      ? createHostRules({ stack, listener: secure, target, rules }, parent)
      : [createPlainListener({ stack, balancer, targetGroupArn: target.arn }, parent)];
    return { balancer, target, listened };
  };
}

/** The load balancer reaches web apps on their ports, and so do other tasks, by the names of the private zone. */
function openPorts(
  tier: Surroundings,
  balancer: LoadBalancer,
  tasks: pulumi.Output<string>,
): readonly pulumi.Resource[] {
  const { fargate, parent } = tier;
  const ports = [...new Set(webApps(tier).flatMap(({ port }) => port ?? []))];
  return ports.flatMap((port) => {
    const fromWeb = { groupId: tasks, port, fromGroupId: balancer.groupId, description: "load balancer" };
    const fromTasks = { groupId: tasks, port, fromGroupId: tasks, description: "other apps" };
    const out = new vpc.SecurityGroupEgressRule(
      `web-to-tasks-${port}`,
      {
        securityGroupId: balancer.groupId,
        referencedSecurityGroupId: tasks,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description: "apps",
      },
      { parent },
    );
    return [
      out,
      openGroup(`tasks-from-web-${port}`, fromWeb, parent),
      ...(fargate.namespace === undefined ? [] : [openGroup(`tasks-from-tasks-${port}`, fromTasks, parent)]),
    ];
  });
}

interface Sites {
  readonly distributions: Readonly<Record<string, cloudfront.Distribution>>;
  readonly certificate?: Certificate;
}

function createSites(tier: Surroundings): Sites {
  const { plan, state, fargate, parent } = tier;
  const names = fargate.siteCertificateNames;
  const certificate =
    names.length === 0
      ? undefined
      : createCertificate("sites", {
          stack: plan.stack,
          names,
          zone: state.zone,
          domain: plan.dns.domain,
          region: "us-east-1",
          published: state.certificate?.published,
          parent,
        });
  const certificateArn = certificate?.arn;
  const distributions = createStaticSites({ plan, sites: fargate.sites, certificateArn }, parent);
  return { distributions, certificate };
}

function urlsOf(
  tier: Surroundings,
  balancer: LoadBalancer | undefined,
  distributions: Sites["distributions"],
): TierResult["urls"] {
  const entries = tier.plan.apps.flatMap((app) => {
    if (app.kind === "worker") return [];
    if (app.hosts.length > 0)
      return [[app.name, pulumi.output(app.hosts.map((host) => `https://${host}`))] as const];
    const site = distributions[app.name];
    if (site) return [[app.name, pulumi.all([pulumi.interpolate`https://${site.domainName}`])] as const];
    return balancer
      ? [[app.name, pulumi.all([pulumi.interpolate`http://${balancer.dnsName}`])] as const]
      : [];
  });
  return pulumi.output(Object.fromEntries(entries));
}

/** Proofs of ownership, and where each host outside the stack's zone must point. */
function recordsToSet(
  { plan, state }: Surroundings,
  balancer: LoadBalancer | undefined,
  { distributions, certificate }: Sites,
): pulumi.Output<readonly string[]> {
  const proofs = [state.certificate?.proof, certificate?.proof].flatMap((proof) => proof ?? []);
  const hosts = plan.apps.flatMap((app) => {
    const name = distributions[app.name]?.domainName ?? balancer?.dnsName;
    const byHand = namedHosts(app).filter((host) => plan.dns.manual.includes(host));
    return name
      ? byHand.map((host) => name.apply((target) => pointer(host, "CNAME", target, plan.dns.domain)))
      : [];
  });
  return pulumi
    .all([pulumi.all(proofs), pulumi.all(hosts)])
    .apply(([lines, pointers]) => [...withoutDoubles(lines.flat()), ...pointers]);
}

function withoutDoubles(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function webApps({ plan }: Surroundings): readonly AppPlan[] {
  return plan.apps.filter((app) => app.kind === "web");
}

function appOf({ plan }: Surroundings, service: ServicePlan): AppPlan {
  const app = plan.apps.find(({ name }) => name === service.app);
  if (!app) throw new Error(`the plan has no app ${service.app}`);
  return app;
}

function serversOf({ state }: Surroundings) {
  const { database, cache, files } = state;
  return { database, cache, files };
}

function serversReady({ state }: Surroundings): readonly pulumi.Resource[] {
  return [state.databasesReady, state.cache?.server, ...(state.files?.reachable ?? [])].filter(
    (resource) => resource !== undefined,
  );
}
