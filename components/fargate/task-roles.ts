import * as pulumi from "@pulumi/pulumi";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import { namedRepositories } from "../../plan/ecr-repository";
import type { AppPlan } from "../../plan/types";
import { pullStatements } from "../box-role";
import type { Files } from "../files";
import { allow, assumeRolePolicy, type Statement } from "../policy";
import { tags } from "../tags";

export interface TaskRolesArgs {
  readonly stack: string;
  readonly app: AppPlan;
  readonly logGroup: cloudwatch.LogGroup;
  readonly secretArns: readonly pulumi.Output<string>[];
  readonly repositoryArn: pulumi.Output<string>;
  readonly files?: Files;
  /** Set when a shell may be opened in the app's tasks. */
  readonly execLogGroup?: cloudwatch.LogGroup;
}

export interface TaskRoles {
  /** What AWS needs to start the task. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** What the app itself may do. */
  readonly taskRoleArn: pulumi.Output<string>;
  /** For what must come after them: a service without its rights starts nothing, and hangs when it is deleted. */
  readonly ready: readonly pulumi.Resource[];
}

/** Two roles an app, neither of which can read what belongs to another. */
export function createTaskRoles(args: TaskRolesArgs, parent: pulumi.Resource): TaskRoles {
  const execution = createRole(`${args.app.name}.start`, args, executionStatements(args), parent);
  const task = createRole(args.app.name, args, taskStatements(args), parent);
  return {
    executionRoleArn: execution.role.arn,
    taskRoleArn: task.role.arn,
    ready: [...execution.policies, ...task.policies],
  };
}

function createRole(
  name: string,
  { stack }: TaskRolesArgs,
  statements: readonly Statement[],
  parent: pulumi.Resource,
) {
  const role = new iam.Role(
    name,
    { assumeRolePolicy: assumeRolePolicy("ecs-tasks.amazonaws.com"), tags: tags(stack, name) },
    { parent },
  );
  if (statements.length === 0) return { role, policies: [] };
  return {
    role,
    policies: [new iam.RolePolicy(name, { role: role.id, policy: allow(statements) }, { parent })],
  };
}

/** Narrower than AWS's own AmazonECSTaskExecutionRolePolicy, which may pull every image and write every log. */
function executionStatements(args: TaskRolesArgs): readonly Statement[] {
  const { app, logGroup, secretArns } = args;
  return [
    {
      sid: "OwnLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logGroup.arn}:*`],
    },
    ...(secretArns.length > 0
      ? [{ sid: "OwnSecrets", actions: ["ssm:GetParameters"], resources: secretArns }]
      : []),
    ...pullStatements(app.source.kind === "build" ? [args.repositoryArn] : namedRepositories([app])),
  ];
}

function taskStatements({ app, files, execLogGroup }: TaskRolesArgs): readonly Statement[] {
  return [
    ...(files ? app.volumes.map((volume, index) => mountStatement(app, volume.name, index, files)) : []),
    ...(execLogGroup ? execStatements(execLogGroup) : []),
  ];
}

/** https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
function mountStatement(app: AppPlan, volume: string, index: number, files: Files): Statement {
  return {
    sid: `Volume${index}`,
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    resources: [files.arn],
    condition: {
      StringEquals: { "elasticfilesystem:AccessPointArn": accessPoint(files, app.name, volume).arn },
    },
  };
}

/** The folder's access point, which the state made for every volume. */
export function accessPoint(files: Files, app: string, volume: string) {
  const found = files.accessPoints[`/apps/${app}/${volume}`];
  if (!found) throw new Error(`the state has no access point for ${app}/${volume}`);
  return found;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
function execStatements(logGroup: cloudwatch.LogGroup): readonly Statement[] {
  return [
    {
      sid: "Exec",
      actions: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    },
    { sid: "ExecLogGroups", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
    {
      sid: "ExecLog",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logGroup.arn}:*`],
    },
  ];
}
