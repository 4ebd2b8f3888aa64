import * as pulumi from "@pulumi/pulumi";
import * as ecs from "@pulumi/aws/ecs";
import type { ServicePlan } from "../../plan/fargate-types";
import type { AppPlan } from "../../plan/types";
import type { Files } from "../files";
import { tags } from "../tags";
import type { Container } from "./container";
import { accessPoint, type TaskRoles } from "./task-roles";

export interface TaskDefinitionArgs {
  readonly stack: string;
  readonly app: AppPlan;
  readonly service: ServicePlan;
  /** Unique in the account. */
  readonly family: string;
  readonly container: pulumi.Output<Container>;
  readonly roles: TaskRoles;
  readonly files?: Files;
}

/**
 * What a task of the app is made of. Old revisions stay: after a roll-back the service would else run on one that no new
 * task can be started of (aws/containers-roadmap#328).
 */
export function createTaskDefinition(
  name: string,
  args: TaskDefinitionArgs,
  parent: pulumi.Resource,
): ecs.TaskDefinition {
  const { stack, app, service, roles, files } = args;
  return new ecs.TaskDefinition(
    name,
    {
      family: args.family,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" },
      cpu: String(service.cpu),
      memory: String(service.memoryMb),
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      containerDefinitions: pulumi.jsonStringify([args.container]),
      volumes: files ? app.volumes.map((volume) => efsVolume(app, volume.name, files)) : [],
      skipDestroy: true,
      tags: tags(stack, app.name),
    },
    { parent },
  );
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-efs-config.html */
function efsVolume(app: AppPlan, name: string, files: Files) {
  return {
    name,
    efsVolumeConfiguration: {
      fileSystemId: files.fileSystemId,
      transitEncryption: "ENABLED",
      authorizationConfig: { accessPointId: accessPoint(files, app.name, name).id, iam: "ENABLED" },
    },
  };
}
