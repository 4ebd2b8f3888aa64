import * as pulumi from "@pulumi/pulumi";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import { dumpsSecrets } from "../../box/dumps/dumps-bundle";
import { rdsPassword } from "../../plan/rds-server";
import { backupStatements, figuresStatement, otherBackupStatements } from "../backup-rights";
import { writesTo } from "../functions/function-log";
import { createServiceRole } from "../functions/service-role";
import type { Statement } from "../policy";
import { dumpsBundleKey } from "./bundle";
import { dumpsName, type DumpsArgs } from "./create-dumps";

export interface DumpsRoles {
  /** Of ECS, to start the task. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** Of the task's programs. */
  readonly taskRoleArn: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];
}

const service = "ecs-tasks.amazonaws.com";

/** What starts the task reads its secrets; what runs in it reads and writes buckets, and no secret. */
export function createDumpsRoles(args: DumpsArgs, log: cloudwatch.LogGroup): DumpsRoles {
  const { stack } = args.plan;
  const start = createServiceRole(`${dumpsName}-start`, { stack, service, statements: starting(args, log) });
  const task = createServiceRole(dumpsName, { stack, service, statements: working(args) });
  return { executionRoleArn: start.arn, taskRoleArn: task.arn, ready: [start.rights, task.rights] };
}

function starting(args: DumpsArgs, log: cloudwatch.LogGroup): readonly Statement[] {
  const secrets = Object.values(secretArns(args));
  return [writesTo(log), { sid: "OwnSecrets", actions: ["ssm:GetParameters"], resources: secrets }];
}

/** Variable -> parameter's ARN. */
export function secretArns({ plan, secrets }: DumpsArgs): Readonly<Record<string, pulumi.Output<string>>> {
  const arnOf = (path: string) => {
    const arn = secrets.arns[path];
    if (!arn) throw new Error(`the state has no parameter ${path}`);
    return arn;
  };
  const entries = Object.entries(dumpsSecrets(plan, rdsPassword));
  return Object.fromEntries(entries.map(([name, path]) => [name, arnOf(path)]));
}

function working({ plan, bundles, backups }: DumpsArgs): readonly Statement[] {
  return [
    {
      sid: "OwnBundle",
      actions: ["s3:GetObject"],
      resources: [pulumi.interpolate`${bundles.arn}/${dumpsBundleKey}`],
    },
    ...backupStatements(backups.arn, false),
    {
      sid: "OwnRecord",
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [pulumi.interpolate`${backups.arn}/state/*`],
    },
    ...otherBackupStatements(Object.values(plan.backups.others ?? {})),
    figuresStatement,
  ];
}
