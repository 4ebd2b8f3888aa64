import { isMap, isSeq, parseDocument } from "yaml";
import type { Start } from "./up";
import { hasImage, preparedImage } from "./prepared-image";

export interface LabSettings {
  /** The stack file. */
  readonly text: string;
  /** Apps that run. */
  readonly apps: readonly string[];
  /** Apps whose image the lab does not have. */
  readonly leftOut: readonly string[];
}

/** Under it no name exists outside (RFC 2606). */
export const labDomain = "lab.test";

/** Tiers that it carries out. */
export const labTiers = ["compose", "beanstalk", "fargate"] as const;

interface App {
  readonly name: string;
  readonly static?: string;
  readonly build?: string;
  readonly image?: string;
}

/** The example stack under the lab's domain, without the apps whose images are not there; `instances` of Beanstalk, room for the data. */
export function labSettings(example: string, { tier, instances, dataBytes = 0 }: Start): LabSettings {
  const document = parseDocument(example);
  const list = document.getIn(["config", "ladder:apps"]);
  if (!isSeq(list)) throw new Error("the example stack has no list of apps");
  const all = list.items.map((item) => (isMap(item) ? (item.toJSON() as App) : { name: "" }));
  const runs = all.map(canRun);
  // The certificate of what stands for RDS is from no authority; for node-postgres RDS's own is not either (docs/fargate.md).
  for (const item of list.items)
    if (isMap(item) && item.has("database")) item.set("databaseTls", "no-verify");
  list.items = list.items.filter((_, index) => runs[index]);
  document.setIn(["config", "ladder:tier"], tier);
  document.setIn(["config", "ladder:domain"], labDomain);
  document.setIn(["config", "ladder:beanstalk"], beanstalkSettings(instances));
  const room = roomGb(dataBytes);
  if (room > exampleRoomGb) document.setIn(["config", "ladder:box", "dataGb"], room);
  const rds = {
    ...(instances > 1 && { class: severalInstancesClass }),
    ...(room > exampleRoomGb && { storageGb: room }),
  };
  if (Object.keys(rds).length > 0) document.setIn(["config", "ladder:rds"], rds);
  const names = (wanted: boolean) => all.flatMap(({ name }, index) => (runs[index] === wanted ? [name] : []));
  return { text: document.toString(), apps: names(true), leftOut: names(false) };
}

/** Of the example stack's disk for databases, on the box and on RDS. */
const exampleRoomGb = 20;
const bytesPerGb = 1e9;

/** A move to where an older copy lies needs room for one more, for what it may grow by, and for PostgreSQL's log. */
function roomGb(dataBytes: number): number {
  return Math.ceil((3 * dataBytes) / bytesPerGb) + 6;
}

/** The smallest takes no connections of several instances beside those of a box. */
const severalInstancesClass = "db.t4g.small";

/** A Redis of each instance's own would be another one for each request. */
function beanstalkSettings(instances: number): Readonly<Record<string, unknown>> {
  return { min: instances, max: instances, ...(instances > 1 && { cache: "elasticache" }) };
}

function canRun({ static: folder, build, image }: App): boolean {
  if (folder !== undefined) return true;
  return build === undefined ? hasImage(image ?? "") : preparedImage(build) !== undefined;
}
