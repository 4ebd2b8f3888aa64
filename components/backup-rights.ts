import * as pulumi from "@pulumi/pulumi";
import { boxNamespace } from "../plan/alerts/box-rows";
import type { Statement } from "./policy";

/** PutMetricData knows no resources; the namespace is what keeps its holder away from metrics of others. */
export const figuresStatement: Statement = {
  sid: "OwnFigures",
  actions: ["cloudwatch:PutMetricData"],
  resources: ["*"],
  condition: { StringEquals: { "cloudwatch:namespace": boxNamespace } },
};

/**
 * Writing, reading and pruning backups. What its holder deletes or writes anew stays as an older version, which it may not touch:
 * whoever takes it over cannot destroy backups.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 * `keepsLog`: also the base backups and the log of point-in-time recovery.
 */
export function backupStatements(bucket: pulumi.Output<string>, keepsLog: boolean): readonly Statement[] {
  const folders = ["backups", ...(keepsLog ? ["point-in-time"] : [])];
  return [
    { sid: "ListBackups", actions: ["s3:ListBucket"], resources: [bucket] },
    {
      sid: "OwnBackups",
      actions: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
      resources: folders.map((folder) => pulumi.interpolate`${bucket}/${folder}/*`),
    },
  ];
}

/** Reading backups of other stacks, by the names of their buckets. */
export function otherBackupStatements(buckets: readonly string[]): readonly Statement[] {
  if (buckets.length === 0) return [];
  const arns = buckets.map((bucket) => `arn:aws:s3:::${bucket}`);
  return [
    { sid: "ListOthersBackups", actions: ["s3:ListBucket"], resources: arns },
    { sid: "OthersBackups", actions: ["s3:GetObject"], resources: arns.map((arn) => `${arn}/backups/*`) },
  ];
}
