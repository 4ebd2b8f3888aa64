import type { Settings } from "../settings/schema";
import { connectionNotes } from "./connections";
import type { ManagedPlan } from "./managed";
import { isBurstable } from "./memory";
import type { FargatePlan } from "./fargate-types";
import { isPastRdsSupport, rdsStandardSupportEnds } from "./postgres-majors";
import type { BeanstalkPlan } from "./beanstalk-types";
import type { AppPlan, Homes, RdsPlan } from "./types";

/** Decisions that the user did not write down, one sentence each. */
export function planNotes(
  apps: readonly AppPlan[],
  homes: Homes,
  managed: ManagedPlan,
  settings: Settings,
): readonly string[] {
  const filed = apps.filter((app) => app.volumes.length > 0).map(({ name }) => name);
  return [
    ...(managed.rds
      ? [
          rdsNote(managed.rds),
          ...storageNotes(managed.rds, settings.rds),
          ...connectionNotes(managed.rds.class, managed.rds.connectionNeeds),
        ]
      : []),
    ...(homes.database === "rds" ? pointInTimeNotes(settings) : []),
    ...(settings.dns === "manual" && settings.zoneId !== undefined
      ? ["With dns: manual no record is made, also not in the zone that zoneId names."]
      : []),
    ...(managed.beanstalk ? beanstalkNotes(apps, managed.beanstalk) : []),
    ...(managed.fargate ? fargateNotes(apps, managed.fargate) : []),
    ...(homes.files === "efs" && filed.length > 0
      ? [
          `Volumes are on EFS (${filed.join(", ")}): billed by the GB, slower than a disk, and databases in files such as SQLite may run on one copy only. Every file belongs to user 1000 whoever writes it, so an image that gives its folder to another user at its start (chown) fails there.`,
        ]
      : []),
    ...passwordNotes(apps, settings),
  ];
}

function passwordNotes(apps: readonly AppPlan[], { domain }: Settings): readonly string[] {
  const open = apps.filter(({ basicAuth }) => basicAuth !== undefined).map(({ name }) => name);
  if (domain !== undefined || open.length === 0) return [];
  return [
    `Passwords for visitors (basicAuth) cross the internet unencrypted without a domain: ${open.join(", ")}.`,
  ];
}

function rdsNote({ majorVersion }: RdsPlan): string {
  const until = rdsStandardSupportEnds(Number(majorVersion));
  if (isPastRdsSupport(until))
    return `Warning: RDS's support of PostgreSQL ${majorVersion} ended on ${until}: it installs the next major version by itself, at a time of its own. Set box.postgres to a newer one before.`;
  return `RDS supports PostgreSQL ${majorVersion} until ${until}; after that it installs the next major version by itself, unless box.postgres did before.`;
}

function storageNotes({ storageGb, maxStorageGb }: RdsPlan, asked: Settings["rds"]): readonly string[] {
  if (maxStorageGb === undefined)
    return [`RDS cannot grow a storage of ${storageGb} GB by itself: rds.maxStorageGb has no effect.`];
  if (maxStorageGb === asked.maxStorageGb) return [];
  return [
    `RDS takes no limit of its storage below 110 %; raised: rds.maxStorageGb ${asked.maxStorageGb} -> ${maxStorageGb}.`,
  ];
}

/** The log is one of the box's own PostgreSQL. */
function pointInTimeNotes({ backups, rds }: Settings): readonly string[] {
  if (backups.pointInTimeDays === 0) return [];
  return [
    `backups.pointInTimeDays (${backups.pointInTimeDays}) is for databases on a box. RDS goes back to any second of rds.backupDays (${rds.backupDays}) days, into a new instance (docs/recover.md).`,
  ];
}

/**
 * T4g instances are launched unlimited, and a Beanstalk environment has no option for it, unlike box.credits.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode-concepts.html and
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html, read 2026-11-21
 */
function creditNotes(instance: string): readonly string[] {
  if (!isBurstable(instance)) return [];
  return [
    `CPU that ${instance} instances use above their share is billed: AWS runs them with unlimited credits, and Beanstalk has no setting for it. The cost review shows the most it can be. A type without credits (beanstalk.instance: m7g.medium) never bills it.`,
  ];
}

function beanstalkNotes(
  apps: readonly AppPlan[],
  { balanced, updates, instanceType }: BeanstalkPlan,
): readonly string[] {
  const limited = apps.filter((app) => app.rateLimit !== undefined).map(({ name }) => name);
  return [
    ...creditNotes(instanceType),
    ...(!balanced && updates === "rolling"
      ? [
          "A single instance does not answer for some seconds when it gets a new version; beanstalk.updates: immutable makes a second one first, billed while both run.",
        ]
      : []),
    ...(balanced && limited.length > 0
      ? [`Rate limits count on each instance by itself: ${limited.join(", ")}.`]
      : []),
  ];
}

function fargateNotes(apps: readonly AppPlan[], fargate: FargatePlan): readonly string[] {
  const limited = apps.filter((app) => app.rateLimit !== undefined).map(({ name }) => name);
  return [
    ...sizeNotes(apps, fargate),
    ...(fargate.balanced
      ? [
          "The load balancer sets no limit to the size of a request (maxBodyMb): the app has to. It keeps connections to apps open for 60 seconds: an app that closes idle ones sooner answers 502 now and then.",
        ]
      : []),
    ...(limited.length > 0
      ? [`The fargate tier has no rate limits, unlike the others: nothing limits ${limited.join(", ")}.`]
      : []),
    ...stopNotes(apps, fargate),
    ...(fargate.exec && fargate.services.some(({ exec }) => !exec)
      ? [
          `Apps with readOnly: true cannot be entered: ${fargate.services.flatMap(({ app, exec }) => (exec ? [] : [app])).join(", ")}.`,
        ]
      : []),
  ];
}

function sizeNotes(apps: readonly AppPlan[], { services }: FargatePlan): readonly string[] {
  const bySize = new Map<string, string[]>();
  for (const { app, cpu, memoryMb } of services) {
    const asked = apps.find(({ name }) => name === app)?.memoryMb;
    if (asked === undefined || asked === memoryMb) continue;
    const size = `${memoryMb} MiB with ${cpu} CPU units`;
    bySize.set(size, [...(bySize.get(size) ?? []), `${app} (${asked})`]);
  }
  const sizes = [...bySize].map(([size, rounded]) => `${size} for ${rounded.join(", ")}`);
  return sizes.length > 0 ? [`Fargate sells certain sizes only; rounded up: ${sizes.join("; ")}.`] : [];
}

function stopNotes(apps: readonly AppPlan[], { services }: FargatePlan): readonly string[] {
  const cut = services.flatMap(({ app, stopSeconds }) => {
    const asked = apps.find(({ name }) => name === app)?.stopSeconds;
    return asked === undefined || asked === stopSeconds ? [] : [`${app} ${asked} -> ${stopSeconds}`];
  });
  return cut.length > 0
    ? [`Fargate kills a copy at most 120 seconds after asking it to end (stopSeconds): ${cut.join(", ")}.`]
    : [];
}
