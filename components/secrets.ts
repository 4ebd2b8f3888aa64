import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as ssm from "@pulumi/aws/ssm";
import { appParameter, boxParameter } from "../plan/names";
import type { AppPlan, Plan } from "../plan/types";
import { derivedSecret } from "./derived-secret";
import { tags } from "./tags";

const passwordLength = 32;

/** Value of a secret that the user gave with `pulumi config set --secret`. */
export type GivenSecret = (app: string, name: string) => pulumi.Output<string>;

interface Parameter {
  /** Frozen logical name. */
  readonly logicalName: string;
  readonly path: string;
  readonly value: pulumi.Output<string>;
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

/**
 * One SecureString parameter per secret of the box and its apps. Returns a text that changes when AWS has taken a new
 * value of any of them, so that the box knows to fetch them. `after` is what only one stack of this name can have.
 */
export function createParameters(
  plan: Plan,
  key: pulumi.Output<string>,
  given: GivenSecret,
  after: pulumi.Resource,
): pulumi.Output<string> {
  const derive = (purpose: string, version: number, length: number) =>
    key.apply((text) => derivedSecret(text, purpose, version, length));
  const parameters = [
    ...boxParameters(plan, derive),
    ...plan.apps.flatMap((app) => appParameters(plan, app, derive, given)),
  ];
  const versions = parameters.map(({ logicalName, path, value }) => {
    const type = "SecureString";
    const args = { name: path, type, value: pulumi.secret(value), tags: tags(plan.stack, logicalName) };
    // A killed `up` may have made it without remembering: the same value is written again. Another stack's is not, as
    // that one has the repository.
    const options = { dependsOn: after, deleteBeforeReplace: true };
    return new ssm.Parameter(logicalName, { ...args, overwrite: true }, options).version;
  });
  return pulumi.all(versions).apply((numbers) => `v${numbers.join(",")}`);
}

type Derive = (purpose: string, version: number, length: number) => pulumi.Output<string>;

function boxParameters({ stack, apps }: Plan, derive: Derive): readonly Parameter[] {
  const box = (logicalName: string, name: string): Parameter => ({
    logicalName,
    path: boxParameter(stack, name),
    value: derive(`box:${name}`, 1, passwordLength),
  });
  return [
    ...(apps.some((app) => app.database) ? [box("postgres-password", "POSTGRES_PASSWORD")] : []),
    ...(apps.some((app) => app.cache) ? [box("redis-password", "REDIS_PASSWORD")] : []),
  ];
}

function appParameters(
  { stack }: Plan,
  app: AppPlan,
  derive: Derive,
  given: GivenSecret,
): readonly Parameter[] {
  const password = (name: string): Parameter => ({
    logicalName: `${app.name}.${name}`,
    path: appParameter(stack, app.name, name),
    value: derive(`password:${app.name}/${name}`, 1, passwordLength),
  });
  const secrets = app.secrets.map((secret) => ({
    logicalName: `${app.name}.${secret.name}`,
    path: secret.parameter,
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
