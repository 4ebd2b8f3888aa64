import type { RecordedResource } from "./evaluate/recorded-resource";

/** Groups of the tree, in the order a person thinks. */
export const groups = ["Network", "Data", "Compute", "Apps", "Guardrails"] as const;
export type Group = (typeof groups)[number];

const networkTypes =
  /^aws:ec2\/(vpc|defaultSecurityGroup|internetGateway|routeTable|route|routeTableAssociation|subnet|eip):/;

/** Where a resource stands in the tree. `apps` are the names of the apps. */
export function groupOf(resource: RecordedResource, apps: ReadonlySet<string>): Group {
  if (appOf(resource, apps) !== undefined) return "Apps";
  if (resource.type.startsWith("aws:budgets/")) return "Guardrails";
  if (networkTypes.test(resource.type) || resource.type.startsWith("aws:route53/")) return "Network";
  const compute = resource.parent !== undefined || !resource.custom || resource.type.startsWith("docker:");
  return compute ? "Compute" : "Data";
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
