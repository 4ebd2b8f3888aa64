import { tierNames, type Tier } from "../../settings/schema";
import type { ProviderCall } from "../../rig/provider/call-log";

/** Of earlier updates: whose copies run, and whether the bundle that Beanstalk got last has the worker. */
export interface Before {
  readonly running: readonly Tier[];
  readonly uploaded: boolean;
}

/** Whose copies of a worker run after each call, `compose` or `compose+fargate`; what is there twice in a row once. */
export function workersAfterEach(
  before: Before,
  calls: readonly ProviderCall[],
  { name, image }: Worker,
): { readonly seen: readonly string[]; readonly uploaded: boolean } {
  const running = new Set(before.running);
  let { uploaded } = before;
  const seen = [shown(running)];
  for (const call of calls.filter(({ failed }) => failed === undefined)) {
    if (isBeanstalkBundle(call)) uploaded = JSON.stringify(call.inputs).includes(image);
    const told = toldBy(call, name, image, uploaded);
    if (!told) continue;
    if (told.runs) running.add(told.tier);
    else running.delete(told.tier);
    if (seen.at(-1) !== shown(running)) seen.push(shown(running));
  }
  return { seen, uploaded };
}

interface Worker {
  readonly name: string;
  readonly image: string;
}

/** What a call makes of the worker on a tier: the box and the environment run what their bundle has. */
function toldBy(
  call: ProviderCall,
  worker: string,
  image: string,
  uploaded: boolean,
): { readonly tier: Tier; readonly runs: boolean } | undefined {
  const { operation, type, name, inputs = {} } = call;
  const gone = operation === "delete";
  if (type === "aws:ecs/service:Service" && name === worker)
    return { tier: "fargate", runs: !gone && Number(inputs["desiredCount"]) > 0 };
  if (type === "aws:elasticbeanstalk/environment:Environment")
    return { tier: "beanstalk", runs: !gone && uploaded };
  if (isBundle(call) && !gone && !isBeanstalkBundle(call))
    return { tier: "compose", runs: JSON.stringify(inputs).includes(image) };
  if (type === "aws:ec2/instance:Instance" && gone) return { tier: "compose", runs: false };
  return undefined;
}

function isBundle({ type, name }: ProviderCall): boolean {
  return type === "aws:s3/bucketObjectv2:BucketObjectv2" && name === "bundle";
}

function isBeanstalkBundle(call: ProviderCall): boolean {
  return isBundle(call) && call.inputs?.["contentType"] === "application/zip";
}

function shown(running: ReadonlySet<Tier>): string {
  return tierNames.filter((tier) => running.has(tier)).join("+") || "nowhere";
}
