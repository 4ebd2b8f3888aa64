import { runtime } from "@pulumi/pulumi";
import { getEngineVersion } from "@pulumi/aws/rds/getEngineVersion";
import { getInstance } from "@pulumi/aws/rds/getInstance";
import type { Deployed } from "../plan/deployed";
import type { RdsPlan } from "../plan/types";
import { upgradeTarget } from "../plan/upgrade-target";
import { SettingsError } from "../settings/problems";

/** What RDS is told of PostgreSQL's version. */
export interface DatabaseVersion {
  /** The major version alone, or the whole one that an upgrade goes to. */
  readonly version: string;
  /** The server has that major version: whatever AWS made of the minor one stays. */
  readonly kept: boolean;
}

/**
 * A new server is given the major version, and a running one is left alone. For an upgrade RDS has to be told a whole
 * version that it goes to from the one that runs: the major one alone may stand for one that it does not go to
 * (terraform-aws-modules/terraform-aws-rds#627). Both are AWS's to say; asked before anything is registered, and only for
 * an upgrade. Throws SettingsError when there is no way.
 */
export async function databaseVersion(
  rds: RdsPlan | undefined,
  { databaseMajor, databaseIdentifier }: Deployed,
): Promise<DatabaseVersion | undefined> {
  if (!rds) return undefined;
  const version = rds.majorVersion;
  if (databaseMajor === undefined || databaseIdentifier === undefined) return { version, kept: false };
  if (databaseMajor >= Number(version)) return { version, kept: true };
  // Without an engine nobody says what AWS upgrades to; to show and to price the update the major version will do.
  if (!runtime.hasEngine()) return { version, kept: false };
  const { engineVersion: running } = await getInstance({ dbInstanceIdentifier: databaseIdentifier });
  const known = { engine: "postgres", version: running, includeAll: true } as const;
  const { validUpgradeTargets } = await getEngineVersion(known);
  const target = upgradeTarget(running, version, validUpgradeTargets);
  if (typeof target !== "string") throw new SettingsError([target]);
  return { version: target, kept: false };
}
