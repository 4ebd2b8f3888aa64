import { has, listOf, type Check, type Inputs } from "./combination";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html, read 2026-11-21 */
export function service(inputs: Inputs): readonly Check[] {
  const providers = listOf(inputs["capacityProviderStrategies"]);
  const based = providers.filter(({ base }) => Number(base ?? 0) > 0);
  return [
    ["a launch type or providers of capacity", has(inputs, "launchType") && providers.length > 0],
    ["some weight", providers.length > 0 && providers.every(({ weight }) => Number(weight ?? 0) === 0)],
    ["one provider with a base", based.length > 1],
    [
      "a time of grace without a load balancer",
      has(inputs, "healthCheckGracePeriodSeconds") && !has(inputs, "loadBalancers"),
    ],
    [
      "nothing may start and nothing may stop",
      Number(inputs["deploymentMaximumPercent"] ?? 200) <= 100 &&
        Number(inputs["deploymentMinimumHealthyPercent"] ?? 100) >= 100,
    ],
    [
      "zones are balanced by starting first",
      inputs["availabilityZoneRebalancing"] === "ENABLED" &&
        Number(inputs["deploymentMaximumPercent"] ?? 200) <= 100,
    ],
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html: CPU units -> least, most, step of memory in MiB */
const fargateSizes: Readonly<Record<string, readonly [number, number, number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

export function taskDefinition(inputs: Inputs): readonly Check[] {
  const [least, most, step] = fargateSizes[String(inputs["cpu"])] ?? [0, 0, 1];
  const memory = Number(inputs["memory"]);
  const containers = JSON.parse(String(inputs["containerDefinitions"])) as readonly Inputs[];
  const volumes = listOf(inputs["volumes"]).map(({ name }) => name);
  const mounts = containers.flatMap((one) => listOf(one["mountPoints"]));
  const variables = containers.flatMap((one) => [...listOf(one["environment"]), ...listOf(one["secrets"])]);
  const names = variables.map(({ name }) => name);
  return [
    [
      "Fargate knows no such size",
      memory < least || memory > most || (memory !== 512 && memory % step !== 0),
    ],
    ["a mount of no volume", mounts.some(({ sourceVolume }) => !volumes.includes(sourceVolume))],
    ["a variable twice", new Set(names).size !== names.length],
    [
      "Fargate needs awsvpc and a role that pulls",
      inputs["networkMode"] !== "awsvpc" || !has(inputs, "executionRoleArn"),
    ],
    ["an essential container", !containers.some(({ essential }) => essential !== false)],
  ];
}
