import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type { AppPlan, Plan } from "../../plan/types";
import { cachePort, type Cache } from "../cache";
import { openGroup } from "../closed-group";
import { databasePort, type Database } from "../database";
import { filesPort, type Files } from "../files";
import { tags } from "../tags";

export interface ClientGroupsArgs {
  readonly plan: Plan;
  readonly vpcId: pulumi.Output<string>;
  readonly database?: Database;
  readonly cache?: Cache;
  readonly files?: Files;
}

export interface ClientGroups {
  /** Every task is in it. */
  readonly tasks: pulumi.Output<string>;
  /** What an app's tasks are members of: only those that use a server can reach it. */
  of(app: AppPlan): readonly pulumi.Output<string>[];
  /** Rules that must be there before tasks can work. */
  readonly opened: readonly pulumi.Resource[];
}

/** Security groups of tasks: everything out, nothing in; and one for the users of each of the stack's servers. */
export function createClientGroups(args: ClientGroupsArgs, parent: pulumi.Resource): ClientGroups {
  const { stack } = args.plan;
  const group = (role: string, description: string) =>
    new ec2.SecurityGroup(
      role,
      { vpcId: args.vpcId, description: `Ladder tasks: ${description}`, tags: tags(stack, role) },
      { parent },
    ).id;
  const tasks = group("tasks", "everything out");
  const out = new vpc.SecurityGroupEgressRule(
    "tasks-out",
    {
      securityGroupId: tasks,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
      description: "images, logs, secrets, and what apps call",
    },
    { parent },
  );
  const opened: pulumi.Resource[] = [out];
  const client = (server: string, port: number, groupId: pulumi.Output<string> | undefined) => {
    if (groupId === undefined) return undefined;
    const members = group(`tasks-${server}`, `those that use the ${server}`);
    const description = `Fargate tasks that use the ${server}`;
    opened.push(
      openGroup(`tasks-to-${server}`, { groupId, port, fromGroupId: members, description }, parent),
    );
    return members;
  };
  const database = client("databases", databasePort, args.database?.securityGroupId);
  const cache = client("cache", cachePort, args.cache?.securityGroupId);
  const files = client("files", filesPort, args.files?.securityGroupId);
  return {
    tasks,
    of: (app) =>
      [
        tasks,
        app.database && database,
        app.cache && cache,
        app.volumes.length > 0 ? files : undefined,
      ].filter((id) => id !== undefined),
    opened,
  };
}
