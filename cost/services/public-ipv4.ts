import { HOURS_PER_MONTH } from "../money";
import type { Sheet } from "../sheet";

const EIP = "aws:ec2/eip:Eip";
const ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";

/** Options of the addresses of one resource. */
export interface Addresses {
  readonly count: number;
  readonly maximum?: number;
  readonly assumption?: string;
  readonly hours?: number;
}

/** Public IPv4 addresses of a resource. They are billed by the hour in use, whatever they belong to. */
export function publicIpv4(sheet: Sheet, { count, maximum, assumption, hours }: Addresses): void {
  const each = hours ?? HOURS_PER_MONTH;
  if (count === 0 && (maximum ?? 0) === 0) return;
  sheet.fixed(count > 1 ? `${count} public IPv4 addresses` : "Public IPv4 address", inUse, count * each, {
    assumption,
    allowance: "publicIpv4",
    ...(maximum !== undefined && { maximum: maximum * each }),
  });
}

export const inUse = { service: "vpc", item: "publicIPv4.inUse" };

/** Whether an Elastic IP among the resources belongs to this one; it is then billed there. */
export function hasElasticIp(sheet: Sheet): boolean {
  return sheet.referrers(EIP).length > 0 || sheet.referrers(ASSOCIATION).length > 0;
}
