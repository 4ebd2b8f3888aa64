import { askedName } from "./switching/memory";

/** What of a deployed stack its settings can no longer change; what was not found is undefined. */
export interface Deployed {
  readonly tier?: string;
  /** Whether earlier updates wrote down what there is (plan/switching/memory.ts). */
  readonly remembers: boolean;
  /** Where PostgreSQL is. */
  readonly database?: "box" | "rds";
  readonly region?: string;
  readonly vpcCidr?: string;
  /** Domain of the zone that the stack made. */
  readonly zone?: string;
  readonly dataGb?: number;
  readonly rootGb?: number;
  /** Major version of PostgreSQL on RDS. */
  readonly databaseMajor?: number;
  /** Name of the RDS instance. */
  readonly databaseIdentifier?: string;
  /** Storage of RDS in GB as it was seen last, and how far RDS may grow it; it grows by itself. */
  readonly storageGb?: number;
  readonly maxStorageGb?: number;
  /** Of the load balancer's rules, by logical name. */
  readonly priorities: Readonly<Record<string, number>>;
}

/** Resources of the last update: type, logical name, outputs. */
export interface DeployedResource {
  readonly type: string;
  readonly name: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** When it was made, in ISO 8601; only an exported state tells. */
  readonly created?: string;
}

/** A stack as its last update left it. */
export interface DeployedStack {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly DeployedResource[];
}

/** Finds in a stack's resources what can no longer change. */
export function deployedFrom(resources: readonly DeployedResource[]): Deployed {
  const outputs = (type: string, name: string) =>
    resources.find((one) => one.type === type && one.name === name)?.outputs ?? {};
  const vpc = outputs("aws:ec2/vpc:Vpc", "vpc");
  // An upgrade that failed has left what was wanted as the version; the actual one is what AWS said last.
  const server = outputs("aws:rds/instance:Instance", "databases");
  const root = outputs("aws:ec2/instance:Instance", "box")["rootBlockDevice"];
  return {
    tier: resources.find(({ type }) => type.startsWith("ladder:tiers:"))?.name,
    remembers: resources.some(({ type, name }) => type === "pulumi:index:Stash" && name === askedName),
    database: databaseOf(resources),
    region: text(vpc["arn"])?.split(":")[3],
    vpcCidr: text(vpc["cidrBlock"]),
    zone: text(outputs("aws:route53/zone:Zone", "zone")["name"]),
    dataGb: number(outputs("aws:ebs/volume:Volume", "data")["size"]),
    rootGb: isRecord(root) ? number(root["volumeSize"]) : undefined,
    databaseMajor: major(server["engineVersionActual"]) ?? major(server["engineVersion"]),
    databaseIdentifier: text(server["identifier"]),
    storageGb: number(server["allocatedStorage"]),
    maxStorageGb: number(server["maxAllocatedStorage"]),
    priorities: prioritiesOf(resources),
  };
}

function prioritiesOf(resources: readonly DeployedResource[]): Deployed["priorities"] {
  const rules = resources.filter(({ type }) => type === "aws:lb/listenerRule:ListenerRule");
  const known = rules.flatMap(({ name, outputs }) => {
    const priority = number(outputs["priority"]);
    return priority === undefined ? [] : [[name, priority] as const];
  });
  return Object.fromEntries(known);
}

function databaseOf(resources: readonly DeployedResource[]): Deployed["database"] {
  const has = (type: string, name: string) => resources.some((one) => one.type === type && one.name === name);
  if (has("aws:rds/instance:Instance", "databases")) return "rds";
  return has("aws:ssm/parameter:Parameter", "postgres-password") ? "box" : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** `17` or `17.6` -> 17. Empty where AWS has not said yet, as after a server that failed while it was made. */
function major(version: unknown): number | undefined {
  const found = /^\d+/.exec(text(version) ?? "");
  return found ? Number(found[0]) : undefined;
}
