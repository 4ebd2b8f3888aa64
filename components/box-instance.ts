import type * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import type { BoxPlan } from "../plan/types";
import { newestUbuntuImage } from "./look-ups";
import { tags } from "./tags";

export interface BoxInstanceArgs {
  readonly stack: string;
  readonly plan: BoxPlan;
  readonly subnetId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Name, not ARN. */
  readonly instanceProfile: pulumi.Output<string>;
  readonly userData: pulumi.Output<string>;
  readonly volumeId: pulumi.Output<string>;
  readonly allocationId: pulumi.Output<string>;
}

export interface BoxInstance {
  readonly id: pulumi.Output<string>;
  /** Its volume and its address. */
  readonly attachments: readonly pulumi.Resource[];
}

/**
 * The EC2 instance with its data volume and address attached. It holds no data: the root disk is system and images.
 * `associatePublicIpAddress` stays unset: beside an EipAssociation AWS reports true, and a refresh would replace the box
 * (hashicorp/terraform-provider-aws#37318).
 */
export function createBoxInstance(args: BoxInstanceArgs, parent: pulumi.Resource): BoxInstance {
  const { stack, plan } = args;
  const instance = new ec2.Instance(
    "box",
    {
      ami: plan.image ?? newestUbuntuImage(),
      instanceType: plan.instanceType,
      subnetId: args.subnetId,
      vpcSecurityGroupIds: [args.securityGroupId],
      iamInstanceProfile: args.instanceProfile,
      userData: args.userData,
      userDataReplaceOnChange: false,
      ebsOptimized: true,
      monitoring: false,
      // Hop limit 1 keeps containers on bridge networks away from the box's role.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      creditSpecification: plan.burstable ? { cpuCredits: plan.credits } : undefined,
      maintenanceOptions: { autoRecovery: "default" },
      rootBlockDevice: {
        volumeType: "gp3",
        volumeSize: plan.rootGb,
        encrypted: true,
        deleteOnTermination: true,
        tags: tags(stack, "box-root"),
      },
      tags: tags(stack, "box"),
    },
    { parent, ignoreChanges: pinned(plan), deleteBeforeReplace: true },
  );
  return { id: instance.id, attachments: attach(args, instance, parent) };
}

/**
 * The newest image changes every few weeks, and AWS re-runs no changed user data: neither may touch a running box.
 * An image named in the settings is the user's own wish.
 */
export function pinned(plan: Pick<BoxPlan, "image">): string[] {
  return plan.image === undefined ? ["ami", "userData"] : ["userData"];
}

function attach(
  args: BoxInstanceArgs,
  instance: ec2.Instance,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  const volume = new ec2.VolumeAttachment(
    "data",
    {
      instanceId: instance.id,
      volumeId: args.volumeId,
      deviceName: "/dev/sdf",
      // Detaching a mounted volume hangs; forcing it loses writes.
      stopInstanceBeforeDetaching: true,
    },
    { parent, deleteBeforeReplace: true },
  );
  const address = new ec2.EipAssociation(
    "box",
    { instanceId: instance.id, allocationId: args.allocationId },
    { parent, deleteBeforeReplace: true },
  );
  return [volume, address];
}
