import { appOf } from "../plan/app-of";
import type { RecordedResource } from "./evaluate/recorded-resource";

/** Groups of the tree, in the order a person thinks. */
export const groups = ["Network", "Data", "Compute", "Apps", "Guardrails"] as const;
export type Group = (typeof groups)[number];

const networkTypes =
  /^aws:ec2\/(vpc|defaultSecurityGroup|internetGateway|routeTable|route|routeTableAssociation|subnet|eip|natGateway|vpcEndpoint):/;

const guardrailTypes =
  /^(aws:(budgets|sns)\/|aws:cloudwatch\/(metricAlarm|dashboard):|pulumi:index:Stash|ladder:watch:)/;

/** Where a resource stands in the tree. `apps` are the names of the apps. */
export function groupOf(resource: RecordedResource, apps: ReadonlySet<string>): Group {
  if (appOf(resource, apps) !== undefined) return "Apps";
  if (guardrailTypes.test(resource.type) || isOfSchedule(resource)) return "Guardrails";
  if (networkTypes.test(resource.type) || /^aws:(route53|servicediscovery)\//.test(resource.type))
    return "Network";
  const compute = resource.parent !== undefined || !resource.custom || resource.type.startsWith("docker:");
  return compute ? "Compute" : "Data";
}

/** What stops and starts the stack stands at its root, beside the data. */
function isOfSchedule({ parent, name }: RecordedResource): boolean {
  return parent === undefined && /^schedule(-|$)/.test(name);
}

/** `aws:ec2/vpc:Vpc` -> `Vpc`. */
export function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/** Types that other resources of the same name belong to, and what to say of them. */
const mainTypes: Readonly<Record<string, (inputs: RecordedResource["inputs"]) => string>> = {
  "aws:budgets/budget:Budget": ({ limitAmount }) => `${String(limitAmount)} USD a month`,
  "aws:cloudfront/distribution:Distribution": () => "",
  "aws:ebs/volume:Volume": ({ size, type }) => `${String(size)} GB ${String(type)}`,
  "aws:ec2/instance:Instance": ({ instanceType }) => String(instanceType),
  "aws:ec2/subnet:Subnet": ({ cidrBlock }) => String(cidrBlock),
  "aws:ec2/vpc:Vpc": ({ cidrBlock }) => String(cidrBlock),
  "aws:ecs/service:Service": ({ desiredCount }) => `${String(desiredCount)} x`,
  "aws:elasticbeanstalk/environment:Environment": () => "",
  "aws:lb/loadBalancer:LoadBalancer": () => "",
  "aws:route53/zone:Zone": ({ name }) => String(name),
};

/** Whether the resource gives its name to its parts. */
export function isMain({ type }: RecordedResource): boolean {
  return type in mainTypes;
}

/** `Instance t4g.small`. */
export function describedResource({ type, inputs }: RecordedResource): string {
  const details = mainTypes[type]?.(inputs) ?? "";
  return `${shortType(type)} ${details}`.trim();
}
