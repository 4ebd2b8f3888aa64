import type { Part } from "../../plan/switching/memory";

/** What of the stack a retirement may remove: type and logical name. Buckets, images, zone and network are not among it. */
const ofBox = [/^aws:ebs\/volume:Volume data$/, /^aws:ec2\/eip:Eip address$/];
const ofManaged = [
  /^aws:(rds|elasticache|efs)\//,
  /^aws:ec2\/(subnet:Subnet|routeTableAssociation:RouteTableAssociation) data-\d$/,
  /^aws:ec2\/routeTable:RouteTable data$/,
  /^aws:ec2\/securityGroup:SecurityGroup (databases|cache|files)$/,
];

const retirable: Readonly<Record<Part, readonly RegExp[]>> = {
  compose: ofBox,
  beanstalk: ofManaged,
  fargate: ofManaged,
  rds: ofManaged,
};

/** Whether `retire: part` may take this resource; `part` is what the configuration says, whatever that is. */
export function mayRetire(part: unknown, type: string, name: string): boolean {
  if (typeof part !== "string" || !Object.hasOwn(retirable, part)) return false;
  return retirable[part as Part].some((pattern) => pattern.test(`${type} ${name}`));
}
