import { difference } from "../../cost/difference";
import type { ReportArgs } from "../../cost/report/html";
import type { CostLine, CostReview } from "../../cost/types";
import { sampleComparison } from "../cost/compare/sample-comparison";

/** Text that would break out of the page if it were not escaped. */
export const HOSTILE = `</script><img src=x onerror="alert(1)">&'`;

const line = (resource: string, type: string, rest: Partial<CostLine>): CostLine => ({
  resource,
  urn: `urn:pulumi:sample::ladder::${type}::${resource}`,
  type,
  component: "Something",
  quantity: 1,
  unit: "hour",
  rate: 1,
  monthly: 1,
  kind: "fixed",
  priceDate: "2026-09-25",
  source: "zobba",
  ...rest,
});

const instance = "aws:ec2/instance:Instance";
const bucket = "aws:s3/bucket:Bucket";
const lines: readonly CostLine[] = [
  line("box", instance, { component: "t4g.small", quantity: 730, rate: 0.0168, monthly: 12.264 }),
  line("box", instance, {
    component: "Data to the internet",
    quantity: 10,
    unit: "GB",
    rate: 0.09,
    monthly: 0.9,
    kind: "usage",
    assumption: "10 GB to the internet a month (as set)",
  }),
  line(HOSTILE, bucket, {
    component: HOSTILE,
    quantity: 1000,
    unit: "GB-month",
    rate: 0.0025,
    monthly: 2.5,
    kind: "usage",
    assumption: `1,000 GB ${HOSTILE}`,
    unverified: true,
  }),
  line("tasks", "aws:ecs/service:Service", {
    component: "Tasks",
    quantity: 1460,
    rate: 0.02,
    monthly: 29.2,
    maximum: { quantity: 5840, monthly: 116.8 },
  }),
  line("account", "account", {
    component: "Free: 10 GB",
    quantity: -10,
    unit: "GB",
    rate: 0.09,
    monthly: -0.9,
    kind: "usage",
  }),
];

const unpriced = (resource: string, reason: string) => ({
  resource,
  urn: `urn:pulumi:sample::ladder::aws:x/y:Z::${resource}`,
  type: "aws:x/y:Z",
  reason,
});

export const sampleReview: CostReview = {
  currency: "USD",
  region: "us-east-1",
  priceDate: "2026-11-20",
  monthly: { fixed: 41.464, usage: 2.5, total: 43.964 },
  hourly: 0.060225,
  lines,
  free: [unpriced("subnet", "free")],
  unsupported: [unpriced("strange", "this review has no rule for the type")],
  unknown: [{ ...unpriced("later", "the size is known after the deployment"), knownMonthly: 3 }],
};

const earlier: CostReview = {
  ...sampleReview,
  lines: lines.slice(1),
  monthly: { fixed: 29.2, usage: 2.5, total: 31.7 },
};

export const sampleReport: ReportArgs = {
  title: `Report ${HOSTILE}`,
  review: sampleReview,
  difference: difference(earlier, sampleReview),
  comparison: sampleComparison({ usdPerEur: 1.1, date: "2026-11-21" }),
};
