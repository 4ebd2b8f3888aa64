import * as dlm from "@pulumi/aws/dlm";
import * as iam from "@pulumi/aws/iam";
import type { StatePlan } from "../plan/stack-plan-types";
import { assumeRolePolicy } from "./policy";
import { tags } from "./tags";

/** Tag that selects the volumes of a stack for daily snapshots. */
export function snapshotTag(stack: string): Record<string, string> {
  return { "ladder:snapshots": stack };
}

/** Daily snapshots of the data volume. The policy is free, the snapshots are billed by changed blocks. */
export function createSnapshots({ stack, backups }: StatePlan): void {
  if (backups.keep === 0) return;
  const role = new iam.Role("snapshots", {
    assumeRolePolicy: assumeRolePolicy("dlm.amazonaws.com"),
    tags: tags(stack, "snapshots"),
  });
  const attachment = new iam.RolePolicyAttachment("snapshots", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole",
  });
  new dlm.LifecyclePolicy(
    "snapshots",
    {
      description: `Daily snapshots of ladder ${stack.replace(/[^0-9A-Za-z _-]/g, "-")}`,
      executionRoleArn: role.arn,
      state: "ENABLED",
      policyDetails: {
        resourceTypes: ["VOLUME"],
        targetTags: snapshotTag(stack),
        schedules: [
          {
            name: "daily",
            createRule: { interval: 24, intervalUnit: "HOURS", times: backups.timeUtc },
            retainRule: { count: backups.keep },
            copyTags: true,
          },
        ],
      },
      tags: tags(stack, "snapshots"),
    },
    { dependsOn: [attachment] },
  );
}
