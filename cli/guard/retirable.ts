import { recordOf } from "../../cost/readers/state";
import {
  type LastSuccess,
  type Latch,
  latchName,
  memoryNames,
  type Part,
  parts,
  recordName,
} from "../../plan/switching/memory";
import type { PreviewDocument } from "./read-preview";

const stash = "pulumi:index:Stash";
/** What of the stack a retirement may remove: type and logical name. Buckets, images, zone and network are not among it. */
const ofBox = [/^aws:ebs\/volume:Volume data$/, /^aws:ec2\/eip:Eip address$/];
/** Of one managed tier: another may have none. */
const ofOneManaged = [/^aws:(elasticache|efs)\//, /^aws:ec2\/securityGroup:SecurityGroup (cache|files)$/];
/** Used by every managed tier, and by `database: rds`. */
const ofAllManaged = [
  /^aws:rds\//,
  /^aws:ec2\/(subnet:Subnet|routeTableAssociation:RouteTableAssociation) data-\d$/,
  /^aws:ec2\/routeTable:RouteTable data$/,
  /^aws:ec2\/securityGroup:SecurityGroup databases$/,
];

/** Whether the preview's `retire` may take a resource, whatever the configuration says there. */
export function retirable({ steps, config }: PreviewDocument): (type: string, name: string) => boolean {
  const retire = parts.find((part) => part === config["ladder:retire"]);
  const patterns = patternsOf(retire, steps);
  return (type, name) => patterns.some((pattern) => pattern.test(`${type} ${name}`));
}

/**
 * What remembers how far a switch is: without it the next update would not know what exists, or where the data is. It is
 * replaced whenever it changes, so that only its deletion is a loss.
 */
export function remembers(type: string, name: string): boolean {
  return (type === stash && memoryNames.includes(name)) || type.endsWith(":dynamic/ladder:DataHome");
}

function patternsOf(retire: Part | undefined, steps: PreviewDocument["steps"]): readonly RegExp[] {
  if (retire === undefined) return [];
  if (retire === "compose") return ofBox;
  const others = parts.filter((part) => part !== "compose" && part !== retire && isThere(part, steps));
  return others.length > 0 ? ofOneManaged : [...ofOneManaged, ...ofAllManaged];
}

/** By what the stack remembers before this update; a preview without `--show-sames` does not tell, and the engine's protection remains. */
function isThere(part: Part, steps: PreviewDocument["steps"]): boolean {
  const latch = remembered<Latch>(latchName(part), steps);
  const record = remembered<LastSuccess>(recordName, steps);
  return latch !== undefined && latch.value !== "no" && record?.removed?.[part] !== latch.serial;
}

function remembered<Value>(name: string, steps: PreviewDocument["steps"]): Partial<Value> | undefined {
  const before = steps.find((step) => step.type === stash && step.name === name)?.before;
  return before && (recordOf(recordOf(before["outputs"])["output"]) as Partial<Value>);
}
