import type { RecordedResource } from "./evaluate/recorded-resource";

/** Groups of the tree, in the order a person thinks. */
export const groups = ["Network", "Data", "Compute", "Apps", "Guardrails"] as const;
export type Group = (typeof groups)[number];

const networkTypes = /^aws:(ec2\/(vpc|defaultSecurityGroup|internetGateway|routeTable|route|routeTableAssociation|subnet|eip)|route53\/)/;

/** Where a resource stands in the tree. `apps` are the names of the apps. */
export function groupOf(resource: RecordedResource, apps: ReadonlySet<string>): Group {
  if (appOf(resource, apps) !== undefined) return "Apps";
  if (resource.type.startsWith("aws:budgets/")) return "Guardrails";
  if (networkTypes.test(`${resource.type.split(":").slice(0, 2).join(":")}`)) return "Network";
  return resource.parent === undefined && resource.custom ? "Data" : "Compute";
}

/** The app that a resource belongs to alone: its secrets, image or static files. */
export function appOf({ type, name }: RecordedResource, apps: ReadonlySet<string>): string | undefined {
  const candidates = {
    "aws:ssm/parameter:Parameter": name.split(".")[0],
    "docker:index/image:Image": name.replace(/^image-/, ""),
    "aws:s3/bucketObjectv2:BucketObjectv2": name.replace(/^static-/, ""),
  } as Readonly<Record<string, string | undefined>>;
  const app = candidates[type];
  return app !== undefined && app !== name && apps.has(app) ? app : undefined;
}

/** `aws:ec2/vpc:Vpc` -> `Vpc`. */
export function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}
