import { Netmask } from "netmask";
import type { NetworkPlan } from "./types";

const publicPrefix = 22;
const dataPrefix = 24;
const privatePrefix = 24;
/** Behind the data subnets, with room for two more zones. */
const firstPrivate = 4;

/**
 * Lays out a VPC of /16 to /20: one public subnet a zone from the start of the range, one data subnet (databases,
 * no route out) and one private subnet (tasks behind NAT or endpoints) a zone from its second half. The places are fixed, so a later tier adds subnets and moves none.
 */
export function networkPlan(vpcCidr: string, zoneCount: number): NetworkPlan {
  const [lower, upper] = halves(vpcCidr);
  const zones = Array.from({ length: zoneCount }, (_, index) => ({
    index,
    publicCidr: subnet(lower, publicPrefix, index),
    dataCidr: subnet(upper, dataPrefix, index),
    privateCidr: subnet(upper, privatePrefix, firstPrivate + index),
  }));
  return { vpcCidr, zones };
}

function halves(cidr: string): readonly [string, string] {
  const bits = new Netmask(cidr).bitmask + 1;
  return [subnet(cidr, bits, 0), subnet(cidr, bits, 1)];
}

/** The index-th subnet of the given prefix length inside a range. */
function subnet(cidr: string, prefix: number, index: number): string {
  const range = new Netmask(cidr);
  const block =
    index === 0 ? new Netmask(`${range.base}/${prefix}`) : new Netmask(`${range.base}/${prefix}`).next(index);
  if (!range.contains(block.base) || !range.contains(block.broadcast ?? block.base)) {
    throw new RangeError(`${cidr} has no room for /${prefix} number ${index}`);
  }
  return `${block.base}/${prefix}`;
}
