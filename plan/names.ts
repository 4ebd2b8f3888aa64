import { createHash } from "node:crypto";

/**
 * Length limits of physical names that people read; everything else is named by Pulumi.
 * Sources: S3 bucket prefix - Terraform `bucket_prefix` (37); ECR - CreateRepository (256); SSM - PutParameter (1011
 * without the ARN part); PostgreSQL identifiers - NAMEDATALEN - 1 (63); RDS - CreateDBInstance (63);
 * ElastiCache - CreateUser, CreateReplicationGroup (40); ELB - CreateTargetGroup (32, and Pulumi adds 8);
 * Elastic Beanstalk - CreateEnvironment (40), CreateApplication (100); EFS - CreateFileSystem, CreationToken (64);
 * a label of a DNS name (63); CloudFront - DistributionConfig, Comment (128); CloudWatch - PutMetricAlarm (255), PutDashboard (255). Read 2026-11-21.
 */
export const nameLimits = {
  bucketPrefix: 37,
  ecrRepository: 256,
  ssmParameter: 1011,
  postgresIdentifier: 63,
  databaseIdentifier: 63,
  cacheUserId: 40,
  targetGroup: 24,
  beanstalkEnvironment: 40,
  beanstalkApplication: 100,
  fileSystemToken: 64,
  dnsLabel: 63,
  distributionComment: 128,
  alarm: 255,
  dashboard: 255,
} as const;

/** Shortens a name to a limit; a stable hash of the whole name keeps shortened names apart. */
export function shorten(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, limit - hash.length - 1).replace(/[-.]+$/, "")}-${hash}`;
}

/** Lower case, only letters, digits and hyphens: what bucket and repository names share. */
export function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const changed = plain !== text;
  return changed
    ? `${plain || "stack"}-${createHash("sha256").update(text).digest("hex").slice(0, 6)}`
    : plain;
}

/** Prefix of a bucket's name; AWS adds 26 characters. Ends with a hyphen. */
export function bucketPrefix(stack: string, role: string): string {
  const tail = `-${role}-`;
  return shorten(`ladder-${slug(stack)}`, nameLimits.bucketPrefix - tail.length) + tail;
}

/** The stack's one image repository. */
export function repositoryName(stack: string): string {
  return shorten(`ladder/${slug(stack)}`, nameLimits.ecrRepository);
}

/** Prefix of the RDS instance's name; Pulumi's engine adds 26 characters, a last snapshot 15. Ends with a hyphen. */
export function databaseIdentifierPrefix(stack: string): string {
  return `${shorten(`ladder-${slug(stack)}`, nameLimits.databaseIdentifier - 27)}-`;
}

/** Id of a user or group of the cache; ElastiCache takes 40 lower-case characters. */
export function cacheUserId(stack: string, role: string): string {
  return shorten(`ladder-${slug(stack)}-${role}`, nameLimits.cacheUserId);
}

/** The stack's application of Elastic Beanstalk; its environments and their logs are found under it. */
export function beanstalkApplication(stack: string): string {
  return shorten(`ladder-${slug(stack)}`, nameLimits.beanstalkApplication);
}

/**
 * The environment of a kind. A name of its own, though AWS could make one: a second environment that a killed `up` forgot
 * would run and be billed unseen, while a name that is taken is refused.
 */
export function beanstalkEnvironment(stack: string, kind: "single" | "balanced"): string {
  return `${shorten(`ladder-${slug(stack)}`, nameLimits.beanstalkEnvironment - kind.length - 1)}-${kind}`;
}

/** What EFS recognises a repeated request for the stack's file system by. */
export function fileSystemToken(stack: string): string {
  return shorten(`ladder-${stack}-files`, nameLimits.fileSystemToken);
}

/** Private zone in which the stack's apps find each other. */
export function privateZone(stack: string): string {
  return `${shorten(slug(stack), nameLimits.dnsLabel)}.internal`;
}

/** What CloudFront shows beside the things of a stack, or of one of its sites. */
export function distributionComment(stack: string, what?: string): string {
  return shorten(
    ["ladder", stack, ...(what === undefined ? [] : [what])].join(" "),
    nameLimits.distributionComment,
  );
}

/** Family of an app's task definitions; ECS takes 255 letters, digits, hyphens and underscores. */
export function taskFamily(stack: string, app: string): string {
  return `ladder-${slug(stack)}-${app}`;
}

/** An alarm, as its messages call it. */
export function alarmName(stack: string, name: string): string {
  return shorten(`ladder-${slug(stack)}-${name}`, nameLimits.alarm);
}

/** The stack's page in CloudWatch; letters, digits, hyphens and underscores, once an account in all regions. */
export function dashboardName(stack: string): string {
  return shorten(`ladder-${slug(stack)}`, nameLimits.dashboard);
}

/** Log group of an app, or of something of the stack that starts with `_`, as no app does. */
export function logGroupName(stack: string, app: string): string {
  return `/ladder/${stack}/${app}`;
}

/** Parameter of an app's secret. */
export function appParameter(stack: string, app: string, name: string): string {
  return `${parameterRoot(stack)}/apps/${app}/${name}`;
}

/** Parameter of a secret of the box itself. */
export function boxParameter(stack: string, name: string): string {
  return `${parameterRoot(stack)}/box/${name}`;
}

/** Parameters of the box with the key of the off-site store, by their part of the key. */
export const offsiteParameters = {
  id: "OFFSITE_ACCESS_KEY_ID",
  secret: "OFFSITE_SECRET_ACCESS_KEY",
} as const;

/** Everything under this path belongs to the stack; the box may read it and nothing else. */
export function parameterRoot(stack: string): string {
  return `/ladder/${stack}`;
}

/**
 * Database and role of an app, and its user of the cache. App names have no underscore, so two apps never meet; the prefix
 * keeps them apart from names that PostgreSQL, Redis or RDS reserve (postgres, template1, pg_…, public, default, rdsadmin).
 */
export function databaseName(app: string): string {
  return `app_${app.replaceAll("-", "_")}`;
}

/**
 * Who logs in with a later version of the password: a member of the app's role, so that the version before works beside it.
 * No app's name has a dot. docs/decisions/password-rotation.md
 */
export function laterLogin(role: string, version: number): string {
  return `${role}.${version}`;
}
