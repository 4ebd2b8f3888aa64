import { isMap, isSeq, parseDocument } from "yaml";
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

/** The example stack under the lab's domain, without the apps whose images are not there; `instances` of Beanstalk. */
export function labSettings(example: string, tier: string, instances: number): LabSettings {
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
  if (instances > 1) document.setIn(["config", "ladder:rds"], { class: severalInstancesClass });
  const names = (wanted: boolean) => all.flatMap(({ name }, index) => (runs[index] === wanted ? [name] : []));
  return { text: document.toString(), apps: names(true), leftOut: names(false) };
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
