import * as pulumi from "@pulumi/pulumi";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import { dumpsProgram } from "../../box/dumps/dumps-bundle";
import { taskFamily } from "../../plan/names";
import { containerName, logPrefix } from "../fargate/container";
import { tags } from "../tags";
import { dumpsBundleKey } from "./bundle";
import { dumpsName, type DumpsArgs } from "./create-dumps";
import { type DumpsRoles, secretArns } from "./roles";

interface Parts {
  readonly log: cloudwatch.LogGroup;
  readonly roles: DumpsRoles;
}

/** PostgreSQL's official image, which gets what else is needed when it starts; its command is what the task does. */
export function createDumpsTask(args: DumpsArgs, parts: Parts): ecs.TaskDefinition {
  const { plan, dumps } = args;
  return new ecs.TaskDefinition(dumpsName, {
    // No app's name begins so.
    family: taskFamily(plan.stack, `_${dumpsName}`),
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" },
    cpu: String(dumps.cpu),
    memory: String(dumps.memoryMb),
    executionRoleArn: parts.roles.executionRoleArn,
    taskRoleArn: parts.roles.taskRoleArn,
    containerDefinitions: pulumi.jsonStringify([container(args, parts.log)]),
    tags: tags(plan.stack, dumpsName),
  });
}

/** Packages are installed: as root, into a file system that may be written. */
function container(args: DumpsArgs, log: cloudwatch.LogGroup) {
  const { plan, dumps, bundles } = args;
  const environment = {
    REGION: plan.region,
    BUNDLE_BUCKET: bundles.name,
    BUNDLE_KEY: dumpsBundleKey,
    LIMIT_SECONDS: String(dumps.limitSeconds),
  };
  return {
    name: containerName,
    image: dumps.image,
    essential: true,
    entryPoint: ["/bin/bash", "-c", dumpsProgram("start.sh"), "start", dumpsProgram("load.py")],
    command: ["nightly"],
    environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
    secrets: Object.entries(secretArns(args)).map(([name, valueFrom]) => ({ name, valueFrom })),
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["NET_RAW"] } },
    stopTimeout: 120,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": log.name,
        "awslogs-region": plan.region,
        "awslogs-stream-prefix": logPrefix,
      },
    },
  };
}
