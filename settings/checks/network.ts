import { Netmask } from "netmask";
import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";

const path = "network.cidr";
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
/** Docker's own networks on the box: its default bridge, and the apps' networks. */
const dockerRanges = ["172.17.0.0/16", "172.30.0.0/16"];
const [largest, smallest] = [16, 20];

/** The VPC's range is private, of a fitting size, and not one that Docker uses. */
export function networkProblems({ cidr }: SettingsView): readonly Problem[] {
  if (cidr === undefined || !/^[\d.]+\/\d+$/.test(cidr)) return [];
  const [address, bits] = cidr.split("/");
  const block = parsed(cidr);
  if (!block) return [];
  const got = JSON.stringify(cidr);
  const problems: Problem[] = [];
  if (Number(bits) < largest || Number(bits) > smallest) {
    problems.push({ path, problem: "wrong size", got, allowed: `/${largest} to /${smallest}` });
  }
  if (block.base !== address) {
    problems.push({
      path,
      problem: "not the first address of its range",
      got,
      allowed: `${block.base}/${bits}`,
    });
  }
  if (!privateRanges.some((range) => new Netmask(range).contains(block))) {
    problems.push({
      path,
      problem: "not a private range",
      got,
      allowed: `inside ${privateRanges.join(", ")}`,
    });
  }
  const docker = dockerRanges.find((range) => block.contains(range) || new Netmask(range).contains(block));
  if (docker) problems.push({ path, problem: `overlaps ${docker}, which Docker uses on the box`, got });
  return problems;
}

/** Undefined when the text is no address range; the schema reports that. */
function parsed(cidr: string): Netmask | undefined {
  try {
    return new Netmask(cidr);
  } catch {
    return undefined;
  }
}
