import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as ssm from "@pulumi/aws/ssm";
import { appParameter, boxParameter, offsiteParameters } from "../plan/names";
import { rdsPassword } from "../plan/rds-server";
import type { StatePlan } from "../plan/stack-plan-types";
import type { AppPlan } from "../plan/types";
import { offsiteKey, offsiteSecrets } from "../settings/offsite-schema";
import { derivedSecret } from "./derived-secret";
import { tags } from "./tags";

const passwordLength = 32;
/** What the password of RDS's administrator is derived for. */
export const rdsPasswordPurpose = `box:${rdsPassword}`;

/** What a password of an app is derived for: DATABASE_PASSWORD, CACHE_PASSWORD. */
export function passwordPurpose(app: string, name: string): string {
  return `password:${app}/${name}`;
}

/** A password of an app, of today's version or another one. */
export function appPassword(
  key: pulumi.Output<string>,
  { name, passwordVersion }: AppPlan,
  variable: string,
  version = passwordVersion,
): pulumi.Output<string> {
  return derivedPassword(key, passwordPurpose(name, variable), version);
}

/** Value of a secret that the user gave with `pulumi config set --secret`. */
export type GivenSecret = (app: string, name: string) => pulumi.Output<string>;

interface Parameter {
  /** Frozen logical name. */
  readonly logicalName: string;
  readonly path: string;
  readonly value: pulumi.Output<string>;
  /** Undefined for those of the stack itself. */
  readonly app?: string;
  /** Whose password it is: it has to take a new one first. */
  readonly server?: pulumi.Resource;
}

/** Servers outside the box; their addresses are part of the apps' URLs. */
export interface Servers {
  readonly database?: { readonly host: pulumi.Output<string>; readonly server: pulumi.Resource };
  readonly cache?: { readonly host: pulumi.Output<string> };
}

export interface Secrets {
  /** Changes when AWS has taken a new value of any of them. */
  readonly versions: pulumi.Output<string>;
  /** The same without the administrator of RDS, whose password no app and no instance of Beanstalk has. */
  readonly versionsOfInstances: pulumi.Output<string>;
  /** The same for each app with a secret. */
  readonly appVersions: Readonly<Record<string, pulumi.Output<string>>>;
  /** Parameter's path -> its ARN. */
  readonly arns: Readonly<Record<string, pulumi.Output<string>>>;
}

/** STATEFUL: the stack's key, from which every generated secret is derived. Losing it loses what apps encrypted with them. */
export function createStackKey(): pulumi.Output<string> {
  const key = new random.RandomPassword(
    "stack-key",
    { length: 64, special: false },
    { protect: true, additionalSecretOutputs: ["result"] },
  );
  return pulumi.secret(key.result);
}

/** A password that follows from the stack's key: nobody has to keep or know it. */
export function derivedPassword(
  key: pulumi.Output<string>,
  purpose: string,
  version = 1,
): pulumi.Output<string> {
  return pulumi.secret(key.apply((text) => derivedSecret(text, purpose, version, passwordLength)));
}

/**
 * STATEFUL: one SecureString parameter per secret of the stack and its apps. `after` is what only one stack of this name
 * can have.
 */
export function createParameters(
  plan: StatePlan,
  key: pulumi.Output<string>,
  given: GivenSecret,
  servers: Servers,
  after: pulumi.Resource,
): Secrets {
  const derive = (purpose: string, version: number, length: number) =>
    key.apply((text) => derivedSecret(text, purpose, version, length));
  const parameters = [
    ...boxParameters(plan, derive, servers),
    ...offsiteKeyParameters(plan, given),
    ...plan.apps.flatMap((app) => appParameters(plan, app, derive, given)),
    ...plan.apps.flatMap((app) => urlParameters(plan, app, derive, servers)),
  ].map((parameter) => ({ ...parameter, resource: createParameter(plan.stack, parameter, after) }));
  const versionsOf = (some: typeof parameters) =>
    pulumi.all(some.map(({ resource }) => resource.version)).apply((numbers) => `v${numbers.join(",")}`);
  const apps = new Set(parameters.flatMap(({ app }) => app ?? []));
  return {
    versions: versionsOf(parameters),
    versionsOfInstances: versionsOf(parameters.filter(({ server }) => server === undefined)),
    appVersions: Object.fromEntries(
      [...apps].map((name) => [name, versionsOf(parameters.filter(({ app }) => app === name))]),
    ),
    arns: Object.fromEntries(parameters.map(({ path, resource }) => [path, resource.arn])),
  };
}

function createParameter(
  stack: string,
  { logicalName, path, value, server }: Parameter,
  after: pulumi.Resource,
): ssm.Parameter {
  const type = "SecureString";
  const args = { name: path, type, value: pulumi.secret(value), tags: tags(stack, logicalName) };
  // A killed `up` may have made it without remembering: the same value is written again. Another stack's is not, as
  // that one has the repository.
  const options = { dependsOn: [after, ...(server ? [server] : [])], deleteBeforeReplace: true };
  return new ssm.Parameter(logicalName, { ...args, overwrite: true }, options);
}

type Derive = (purpose: string, version: number, length: number) => pulumi.Output<string>;

function boxParameters(
  { stack, beside, rds }: StatePlan,
  derive: Derive,
  { database }: Servers,
): readonly Parameter[] {
  const box = (logicalName: string, name: string, version = 1): Parameter => ({
    logicalName,
    path: boxParameter(stack, name),
    value: derive(`box:${name}`, version, passwordLength),
  });
  return [
    ...(beside.postgres ? [box("postgres-password", "POSTGRES_PASSWORD")] : []),
    ...(rds
      ? [{ ...box("rds-password", rdsPassword, rds.plan.passwordVersion), server: database?.server }]
      : []),
    ...(beside.redis ? [box("redis-password", "REDIS_PASSWORD")] : []),
  ];
}

/** Who makes backups copies them off-site: a box, or a task. */
function offsiteKeyParameters(
  { stack, box, dumps, backups: { offsite } }: StatePlan,
  given: GivenSecret,
): readonly Parameter[] {
  if (!offsite || (!box && !dumps)) return [];
  return (["id", "secret"] as const).map((part) => ({
    logicalName: part === "id" ? "offsite-key-id" : "offsite-key",
    path: boxParameter(stack, offsiteParameters[part]),
    value: given(offsiteSecrets, offsiteKey[part]),
  }));
}

function appParameters(
  { stack }: StatePlan,
  app: AppPlan,
  derive: Derive,
  given: GivenSecret,
): readonly Parameter[] {
  const password = (name: string): Parameter => ({
    logicalName: `${app.name}.${name}`,
    path: appParameter(stack, app.name, name),
    value: derive(passwordPurpose(app.name, name), app.passwordVersion, passwordLength),
    app: app.name,
  });
  const secrets = app.secrets.map((secret) => ({
    logicalName: `${app.name}.${secret.name}`,
    path: secret.parameter,
    app: app.name,
    value:
      secret.source === "given"
        ? given(app.name, secret.name)
        : derive(`secret:${app.name}/${secret.name}`, secret.version, secret.length),
  }));
  return [
    ...secrets,
    ...(app.database ? [password("DATABASE_PASSWORD")] : []),
    ...(app.cache ? [password("CACHE_PASSWORD")] : []),
  ];
}

/** Whole URLs, where servers stand outside the box: what runs the apps there hands secrets over as they are. */
function urlParameters(
  { stack }: StatePlan,
  app: AppPlan,
  derive: Derive,
  { database, cache }: Servers,
): readonly Parameter[] {
  const parameter = (name: string, value: pulumi.Output<string>): Parameter => ({
    logicalName: `${app.name}.${name}`,
    path: appParameter(stack, app.name, name),
    value,
    app: app.name,
  });
  const password = (name: string) =>
    derive(passwordPurpose(app.name, name), app.passwordVersion, passwordLength);
  return [
    ...(app.database && database
      ? [
          parameter(
            "DATABASE_URL",
            databaseUrl(app, app.database, password("DATABASE_PASSWORD"), database.host),
          ),
        ]
      : []),
    ...(app.cache && cache
      ? [parameter("REDIS_URL", cacheUrl(app.cache.user, password("CACHE_PASSWORD"), cache.host))]
      : []),
  ];
}

/** Passwords are letters and digits, so nothing needs to be escaped. */
function databaseUrl(
  { databaseTls }: AppPlan,
  { role, name, login = role }: NonNullable<AppPlan["database"]>,
  password: pulumi.Output<string>,
  host: pulumi.Output<string>,
): pulumi.Output<string> {
  return pulumi.interpolate`postgres://${login}:${password}@${host}:5432/${name}?sslmode=${databaseTls}`;
}

function cacheUrl(user: string, password: pulumi.Output<string>, host: pulumi.Output<string>) {
  return pulumi.interpolate`rediss://${user}:${password}@${host}:6379`;
}
