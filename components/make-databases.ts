import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as vpc from "@pulumi/aws/vpc";
import type { AppPlan } from "../plan/types";
import { openGroup } from "./closed-group";
import { databaseAdmin, databasePort } from "../plan/rds-server";
import type { Database } from "./database";
import { createFunction } from "./functions/create-function";
import { createFunctionLog } from "./functions/function-log";
import type { ServiceRole } from "./functions/service-role";
import { assumeRolePolicy } from "./policy";
import { appPassword } from "./secrets";
import { tags } from "./tags";

const name = "make-databases";
/** The program's folder, from the project's. */
const folder = "functions/make-databases";
/** `pg` and everything it needs; a test compares the list with the installed packages. */
export const packages = [
  "pg",
  "pg-connection-string",
  "pg-int8",
  "pg-pool",
  "pg-protocol",
  "pg-types",
  "pgpass",
  "postgres-array",
  "postgres-bytea",
  "postgres-date",
  "postgres-interval",
  "split2",
  "xtend",
] as const;

export interface MakeDatabasesArgs {
  readonly stack: string;
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly database: Database;
  readonly adminPassword: pulumi.Output<string>;
  /** Whether RDS may have been asked for another password a moment ago. */
  readonly rotated: boolean;
  readonly key: pulumi.Output<string>;
  /** With their databases; a role may open as many connections as its app's copies need while they are replaced. */
  readonly apps: readonly { readonly app: AppPlan; readonly connections: number }[];
}

export interface MadeDatabases {
  readonly made: pulumi.Resource;
  /** Ends the apps' earlier passwords, when `after` is done: copies of the apps that used them are gone. */
  readonly closeEarlier: (after: readonly pulumi.Resource[]) => void;
}

/**
 * Makes every app's database and role on RDS, by a function inside the VPC, since nothing outside can reach the server.
 * Runs when an app or the server changes, and fails `up` when it fails. docs/decisions/make-databases.md says why a function.
 */
export function createMakeDatabases(args: MakeDatabasesArgs): MadeDatabases {
  const { database } = args;
  const handler = createHandler(args);
  const opened = openGroup(`${name}-to-databases`, {
    groupId: database.securityGroupId,
    port: databasePort,
    fromGroupId: handler.groupId,
    description: "the function that makes databases",
  });
  const functionName = handler.function.name;
  const made = new lambda.Invocation(
    name,
    { functionName, input: pulumi.secret(input(args)) },
    { dependsOn: [opened, database.server, ...handler.ready] },
  );
  return { made, closeEarlier: (after) => closeEarlier(args, functionName, [made, ...after]) };
}

/** Before the first rotation there is nothing to close. */
function closeEarlier(
  args: MakeDatabasesArgs,
  functionName: pulumi.Output<string>,
  dependsOn: readonly pulumi.Resource[],
): void {
  const apps = args.apps.filter(({ app }) => app.database?.login !== undefined);
  if (apps.length === 0) return;
  const closing = pulumi.secret(input({ ...args, apps }, { closeOthers: true }));
  new lambda.Invocation(
    `${name}.earlier-passwords`,
    { functionName, input: closing },
    { dependsOn: [...dependsOn] },
  );
}

function input(
  { database, adminPassword, rotated, apps, key }: MakeDatabasesArgs,
  more: { readonly closeOthers?: true } = {},
): pulumi.Output<string> {
  return pulumi.jsonStringify({
    ...more,
    host: database.host,
    port: databasePort,
    user: databaseAdmin,
    password: adminPassword,
    ...(rotated && { rotated }),
    apps: apps.flatMap(({ app, connections }) =>
      app.database
        ? [
            {
              name: app.database.name,
              role: app.database.role,
              ...(app.database.login !== undefined && { login: app.database.login }),
              connections,
              password: appPassword(key, app, "DATABASE_PASSWORD"),
            },
          ]
        : [],
    ),
  });
}

function createHandler({ stack, vpcId, subnetIds, database }: MakeDatabasesArgs) {
  const group = new ec2.SecurityGroup(name, {
    vpcId,
    description: "Ladder: the function that makes databases",
    tags: tags(stack, name),
  });
  const out = new vpc.SecurityGroupEgressRule(name, {
    securityGroupId: group.id,
    referencedSecurityGroupId: database.securityGroupId,
    ipProtocol: "tcp",
    fromPort: databasePort,
    toPort: databasePort,
    description: "PostgreSQL",
  });
  const role = createRole(stack);
  const made = createFunction(name, {
    stack,
    description: `Makes the databases of the apps of ladder ${stack}`,
    code: code(),
    role,
    log: createFunctionLog(name, { stack }),
    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html (CA certificate loading)
    environment: { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" },
    timeoutSeconds: 120,
    memorySize: 256,
    vpcConfig: { subnetIds: [...subnetIds], securityGroupIds: [group.id] },
  });
  return { function: made, groupId: group.id, ready: [out, role.rights] };
}

/** Of AWS's own policy, because the function needs a network interface. */
function createRole(stack: string): ServiceRole {
  const role = new iam.Role(name, {
    assumeRolePolicy: assumeRolePolicy("lambda.amazonaws.com"),
    tags: tags(stack, name),
  });
  const rights = new iam.RolePolicyAttachment(name, {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
  });
  return { arn: role.arn, rights };
}

function code(): pulumi.asset.AssetArchive {
  const modules = packages.map(
    (module) =>
      [`node_modules/${module}`, new pulumi.asset.FileArchive(join("node_modules", module))] as const,
  );
  return new pulumi.asset.AssetArchive({
    "index.js": new pulumi.asset.FileAsset(join(folder, "index.js")),
    ...Object.fromEntries(modules),
  });
}
