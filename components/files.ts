import * as pulumi from "@pulumi/pulumi";
import * as efs from "@pulumi/aws/efs";
import { fileSystemToken } from "../plan/names";
import { createClosedGroup } from "./closed-group";
import { tags } from "./tags";

/** NFS. */
export const filesPort = 2049;
/** Every file belongs to this user, whoever writes it: images run as users of their own, which EFS does not know. */
const owner = { uid: 1000, gid: 1000 } as const;

export interface Files {
  readonly fileSystemId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Folder, such as `/apps/wiki/notes` -> its access point. */
  readonly accessPoints: Readonly<
    Record<string, { readonly id: pulumi.Output<string>; readonly arn: pulumi.Output<string> }>
  >;
  /** For what must come after it: a file system cannot be mounted before it has an address in each zone. */
  readonly reachable: readonly pulumi.Resource[];
}

export interface FilesArgs {
  readonly stack: string;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  /** Folders that something mounts, each through an access point that shows nothing else. */
  readonly folders: readonly string[];
  readonly protect: boolean;
}

/** STATEFUL: a file system for the volumes of apps that run on no box: encrypted, backed up daily. */
export function createFiles(args: FilesArgs): Files {
  const { stack, subnetIds, folders, protect } = args;
  const system = new efs.FileSystem(
    "files",
    {
      creationToken: fileSystemToken(stack),
      encrypted: true,
      // Without a price for what is read and written: 50 KB/s for each GB, and 100 MB/s as long as a large reserve lasts.
      // https://docs.aws.amazon.com/efs/latest/ug/performance.html#bursting
      throughputMode: "bursting",
      lifecyclePolicies: [
        { transitionToIa: "AFTER_30_DAYS" },
        { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
      ],
      tags: tags(stack, "files"),
    },
    { protect },
  );
  refusePlain(system);
  new efs.BackupPolicy("files", { fileSystemId: system.id, backupPolicy: { status: "ENABLED" } });
  const securityGroupId = createClosedGroup("files", {
    stack,
    vpcId: args.vpcId,
    description: "Ladder files: NFS from tiers of the stack",
    protect,
  });
  const reachable = subnetIds.map(
    (subnetId, index) =>
      new efs.MountTarget(`files-${index}`, {
        fileSystemId: system.id,
        subnetId,
        securityGroups: [securityGroupId],
      }),
  );
  return {
    fileSystemId: system.id,
    arn: system.arn,
    securityGroupId,
    accessPoints: Object.fromEntries(
      folders.map((folder) => [folder, createAccessPoint(stack, system, folder)]),
    ),
    reachable,
  };
}

/**
 * With a policy of its own, a file system lets in only those whose role allows it, and this one adds nobody: each app's role
 * names the app's access points. The root, which shows the files of all, is nobody's, whatever a role of the account allows.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
function refusePlain({ id, arn }: efs.FileSystem): void {
  const refuse = (Sid: string, Action: string, Condition: object) => ({
    ...{ Sid, Effect: "Deny", Principal: { AWS: "*" }, Action },
    ...{ Resource: arn, Condition },
  });
  const refusals = [
    refuse("TlsOnly", "*", { Bool: { "aws:SecureTransport": "false" } }),
    // Only for those who mount: AWS Backup reads through no access point.
    refuse("AccessPointsOnly", "elasticfilesystem:Client*", {
      Null: { "elasticfilesystem:AccessPointArn": "true" },
      Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" },
    }),
  ];
  new efs.FileSystemPolicy("files", {
    fileSystemId: id,
    policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: refusals }),
  });
}

/** Shows one folder as the root and makes it at first use. It holds nothing itself: without it the folder stays. */
function createAccessPoint(stack: string, system: efs.FileSystem, folder: string) {
  // Dots, which no app or volume has: `wiki` with `data-old` and `wiki-data` with `old` are two folders.
  const name = `files${folder.replaceAll("/", ".")}`;
  const { id, arn } = new efs.AccessPoint(name, {
    fileSystemId: system.id,
    posixUser: owner,
    rootDirectory: {
      path: folder,
      creationInfo: { ownerUid: owner.uid, ownerGid: owner.gid, permissions: "0750" },
    },
    tags: tags(stack, name),
  });
  return { id, arn };
}
