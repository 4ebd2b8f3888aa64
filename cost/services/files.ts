import { MissingInput } from "../missing-input";
import type { PricerTable } from "../pricer";
import type { Sheet } from "../sheet";
import { amount } from "../usage/amount";

const IMAGES_GB = 1;
const FILES_GB = 1;
const BACKUP_GB = 20;

/** Stores that are billed by what lies in them: images, files, backups. */
export const files: PricerTable = {
  "aws:ecr/repository:Repository": repository,
  "aws:efs/fileSystem:FileSystem": fileSystem,
  "aws:efs/backupPolicy:BackupPolicy": backups,
  "aws:backup/vault:Vault": vault,
  "aws:backup/plan:Plan": (sheet) => sheet.free("billed by what lies in its vault"),
};

function repository(sheet: Sheet): void {
  const stored = sheet.amount("storage_gb", amount(IMAGES_GB, `${IMAGES_GB} GB of images (default)`));
  sheet.usage("Image storage", { service: "ecr", item: "storage" }, stored, { allowance: "ecr" });
}

function fileSystem(sheet: Sheet): void {
  const { inputs } = sheet;
  if (inputs.has("availabilityZoneName")) throw new MissingInput("no price for One Zone file systems");
  // Elastic throughput bills every GB that is read or written besides; the snapshot has no price of it.
  const throughput = inputs.text("throughputMode") ?? "bursting";
  if (throughput !== "bursting") throw new MissingInput(`no price for ${throughput} throughput`);
  const stored = sheet.amount("storage_gb", amount(FILES_GB, `${FILES_GB} GB of files (default)`));
  sheet.usage("Storage", { service: "efs", item: "standard" }, stored);
  const rare = sheet.given("infrequent_access_storage_gb");
  sheet.usageIfAny("Storage, infrequent access", { service: "efs", item: "infrequentAccess" }, rare);
}

/** AWS Backup keeps a file system's automatic backups; the first is of its whole size. */
function backups(sheet: Sheet): void {
  if (sheet.inputs.block("backupPolicy")?.text("status") !== "ENABLED") return sheet.free("makes no backups");
  const kept = amount(FILES_GB, `${FILES_GB} GB of backups (default)`);
  sheet.usage("Backups", { service: "backup", item: "efs.warm" }, sheet.amount("storage_gb", kept));
}

const BACKUPS: readonly [name: string, attribute: string, item: string][] = [
  ["EBS snapshots", "monthly_ebs_snapshot_gb", "ebsSnapshot.warm"],
  ["Database snapshots", "monthly_rds_snapshot_gb", "rdsSnapshot.warm"],
  ["Aurora snapshots", "monthly_aurora_snapshot_gb", "auroraSnapshot.warm"],
  ["EFS backups", "monthly_efs_warm_backup_gb", "efs.warm"],
  ["EFS backups, cold", "monthly_efs_cold_backup_gb", "efs.cold"],
  ["DynamoDB backups", "monthly_dynamodb_backup_gb", "dynamodb.warm"],
  ["S3 backups", "monthly_s3_backup_gb", "s3.warm"],
  ["EFS restores", "monthly_efs_warm_restore_gb", "restore.efs.warm"],
  ["DynamoDB restores", "monthly_dynamodb_restore_gb", "restore.dynamodb.warm"],
];

function vault(sheet: Sheet): void {
  for (const [name, attribute, item] of BACKUPS) {
    sheet.usageIfAny(name, { service: "backup", item }, sheet.given(attribute));
  }
  if (sheet.drafts.length > 0) return;
  const stored = amount(BACKUP_GB, `${BACKUP_GB} GB of EBS snapshots (default)`);
  sheet.usage("EBS snapshots", { service: "backup", item: "ebsSnapshot.warm" }, stored);
}
