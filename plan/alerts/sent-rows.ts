import type { AlarmRow } from "./alarm";
import { sent } from "./box-rows";

/** Figures of the box with an alarm each, and what the box compares them with itself when it sends one figure for all. */
export interface SentRow extends AlarmRow {
  readonly metric: string;
  readonly target: "stack";
  /** What must be there for it. */
  readonly needs?: "postgres" | "certificates" | "sites" | "backups" | "offsite" | "log";
}

const own = { ...sent, target: "stack", level: "all", breach: "above" } as const;

/** Everything that only the box itself can see. */
export const sentRows: readonly SentRow[] = [
  {
    ...own,
    name: "memory",
    metric: "MemoryPercent",
    threshold: ({ memoryPercent }) => memoryPercent,
    means: "Memory of the box is nearly used up; the kernel ends processes when it is.",
    first:
      "`npm run box -- status` shows each app's memory; restart the one that grew, or lower its `memoryMb`.",
  },
  {
    ...own,
    name: "disk",
    metric: "DiskPercent",
    threshold: ({ diskPercent }) => diskPercent,
    means: "A disk of the box is nearly full; databases stop when it is.",
    first:
      "`npm run box -- status` names the disk; raise `box.dataGb` (or `box.rootGb`), which needs no stop.",
  },
  {
    ...own,
    name: "connections",
    metric: "ConnectionsPercent",
    needs: "postgres",
    threshold: ({ connectionsPercent }) => connectionsPercent,
    means: "PostgreSQL has few connections left; apps get errors when there are none.",
    first:
      "`npm run box -- psql --admin -c 'select usename, state, count(*) from pg_stat_activity group by 1, 2'`, and restart the app that keeps them.",
  },
  {
    ...own,
    name: "apply-failed",
    metric: "ApplyFailed",
    threshold: () => 0,
    means: "The box could not apply its newest version; the version before serves.",
    first: "`npm run box -- status` says why; mend it and run `pulumi up`.",
  },
  {
    ...own,
    name: "backup-age",
    metric: "BackupHours",
    needs: "backups",
    // Nobody knows whether there is one.
    missing: "breaching",
    threshold: ({ backupHours }) => backupHours,
    means: "The last backup that was read back whole is too old, or the box does not say how old it is.",
    first: "`npm run box -- status` says why the last one failed; then `npm run box -- backup`.",
  },
  {
    ...own,
    name: "offsite-age",
    metric: "OffsiteHours",
    needs: "offsite",
    missing: "breaching",
    threshold: ({ backupHours }) => backupHours,
    means:
      "The newest off-site copy that was read back whole is too old, or the box does not say how old it is.",
    first:
      "`npm run box -- status` says why the last copy failed; then `npm run box -- backup`, which copies again.",
  },
  {
    ...own,
    name: "log-age",
    metric: "LogMinutes",
    needs: "log",
    missing: "breaching",
    threshold: ({ logMinutes }) => logMinutes,
    means:
      "What databases write does not reach the backup bucket: a lost box would lose it, and it fills the data volume.",
    first: "`npm run box -- status` says why; when the disk is nearly full, raise `box.dataGb`.",
  },
  {
    ...own,
    name: "drill-failed",
    metric: "DrillFailed",
    needs: "backups",
    threshold: () => 0,
    means:
      "The last restore drill failed, or there was none for 37 days: the newest backup may not bring everything back.",
    first: "`npm run box -- backup`, then `npm run restore -- drill`, which says what is wrong.",
  },
  {
    ...own,
    name: "apps-unhealthy",
    metric: "UnhealthyApps",
    // Every other figure comes in the same call, so this one stands for the box's silence.
    missing: "breaching",
    threshold: () => 0,
    means: "An app on the box is not healthy, or the box has sent no figures for 15 minutes.",
    first: "`npm run box -- status`, then `npm run box -- logs APP`.",
  },
  {
    ...own,
    name: "certificate",
    metric: "CertificateDays",
    needs: "certificates",
    statistic: "Minimum",
    breach: "below",
    threshold: ({ certificateDays }) => certificateDays,
    means: "A certificate of the box ends soon and was not renewed; browsers refuse the site then.",
    first: "`npm run box -- logs caddy` names the host; mostly its DNS record points elsewhere.",
  },
];

/** What visitors see, from Caddy's log: one figure of each request, so that a mean is a share and a percentile is one. */
export const requestRows: readonly SentRow[] = [
  {
    ...own,
    name: "errors",
    metric: "ServerErrorPercent",
    needs: "sites",
    statistic: "Average",
    threshold: ({ errorPercent }) => errorPercent,
    means: "Too many requests end in an error of the server (5xx).",
    first: "`npm run box -- logs caddy --since 15m` names the app, `npm run box -- logs APP` the reason.",
  },
  {
    ...own,
    name: "client-errors",
    metric: "ClientErrorPercent",
    needs: "sites",
    statistic: "Average",
    threshold: ({ clientErrorPercent }) => clientErrorPercent,
    means:
      "Too many requests are refused (4xx): a broken link, a client that does not sign in, or strangers.",
    first:
      "`npm run box -- logs caddy --since 15m` shows which addresses; raise the threshold if they are strangers.",
  },
  {
    ...own,
    name: "slow",
    metric: "LatencyMs",
    needs: "sites",
    statistic: "p95",
    threshold: ({ p95Ms }) => p95Ms,
    means: "5 of 100 answers take too long.",
    first:
      "`npm run box -- logs caddy --since 15m` shows which; then the app's database, or the box's processor.",
  },
];

/** One figure for all of the first kind: how many of them are over their threshold. */
export const problemRows: readonly SentRow[] = [
  {
    ...own,
    name: "problems",
    level: "few",
    metric: "Problems",
    missing: "breaching",
    threshold: () => 0,
    means:
      "Memory, a disk, database connections, a certificate, an app's health or the last apply is not as it should be, or the box has sent nothing for 15 minutes.",
    first: "`npm run box -- status`: its last lines name the problem.",
  },
];
