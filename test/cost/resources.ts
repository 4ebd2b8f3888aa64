import { estimate, type EstimateOptions } from "../../cost/estimate";
import { loadPriceBook } from "../../cost/prices/price-book";
import type { CostReview, Resource } from "../../cost/types";
import { expanded, type ShortResource } from "./golden-cases";

export const book = loadPriceBook();

export const types = {
  instance: "aws:ec2/instance:Instance",
  volume: "aws:ebs/volume:Volume",
  elasticIp: "aws:ec2/eip:Eip",
  database: "aws:rds/instance:Instance",
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  bucket: "aws:s3/bucket:Bucket",
  function: "aws:lambda/function:Function",
  role: "aws:iam/role:Role",
};

/** A resource with `${name.property}` still short. */
export function short(type: string, name: string, inputs: Record<string, unknown> = {}): ShortResource {
  return { type, name, inputs };
}

export function resources(...list: ShortResource[]): Resource[] {
  return expanded(list);
}

/** An estimate in us-east-1 without traffic, unless told otherwise. */
export function priced(list: readonly Resource[], options: Partial<EstimateOptions> = {}): CostReview {
  const usage = { top: { requestsPerMonth: 0, egressGb: 0 } };
  return estimate(list, { book, region: "us-east-1", usage, ...options });
}

/** A small stack that touches every kind of line. */
export function sampleStack(sizeGb = 20, count = 2): Resource[] {
  const apps = Array.from({ length: count }, (_, index) => short(types.bucket, `app${index}-files`));
  return resources(
    short(types.instance, "box", {
      instanceType: "t4g.small",
      creditSpecification: { cpuCredits: "standard" },
      rootBlockDevice: { volumeType: "gp3", volumeSize: 16 },
    }),
    short(types.elasticIp, "address", { instance: "${box.id}" }),
    short(types.volume, "data", { type: "gp3", size: sizeGb }),
    short(types.role, "role"),
    short("aws:nothing/known:Known", "strange"),
    short(types.database, "broken", { engine: "oracle", instanceClass: "db.t3.micro", allocatedStorage: 20 }),
    ...apps,
  );
}
