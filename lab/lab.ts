import { randomUUID } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome } from "../components/run-on-box/run-command";
import type { Rig } from "../rig/rig";
import type { Volume } from "../rig/volume";
import type { RdsServer } from "../rig/rds-server";
import type { Filter, Machine } from "../rig/apis/systems-manager";
import type { Properties } from "../rig/provider/difference";
import type { TargetGroup } from "./balancer/target-group";
import { Web } from "./balancer/web";
import { Beanstalk } from "./beanstalk/beanstalk";
import { Caches } from "./cache/caches";
import type { Call } from "./call";
import { carriers } from "./carriers/table";
import { CloudFront } from "./cloudfront/cloudfront";
import type { EndpointCheck } from "./dns/health-check";
import { NameTable } from "./dns/name-table";
import { AddressPool } from "./fargate/address-pool";
import { Ecs } from "./fargate/ecs";
import { isOnlyRecorded, judge } from "./judge";
import { Snapshots } from "./snapshots";
import type { LabMachine } from "./lab-machine";

/** What there is of the cloud on this machine, and who carries changes of it out. */
export class Lab implements Machine {
  readonly machines = new Map<string, LabMachine>();
  readonly volumes = new Map<string, Volume>();
  /** Allocation id -> address. */
  readonly addresses = new Map<string, string>();
  readonly databases = new Map<string, RdsServer>();
  readonly snapshots = new Snapshots();
  /** Name -> parameters. */
  readonly parameterGroups = new Map<string, Readonly<Record<string, string>>>();
  /** Name -> the program's file. */
  readonly functions = new Map<string, string>();
  /** Name of a parameter of the Parameter Store -> its value. */
  readonly parameters = new Map<string, string>();
  readonly caches = new Caches();
  /** Id of a private zone -> its name; ARN of a name in one -> the whole name. */
  readonly nameSpaces = new Map<string, string>();
  readonly serviceNames = new Map<string, string>();
  readonly healthChecks = new Map<string, EndpointCheck>();
  readonly names = new NameTable((id) => this.healthChecks.get(id)?.isHealthy ?? true);
  readonly web: Web;
  readonly ecs: Ecs;
  readonly beanstalk: Beanstalk;
  readonly cloudFront: CloudFront;
  /** Declared version of a bundle -> the version of what the machine gets instead (lab-bundle.ts). */
  readonly versions = new Map<string, string>();

  constructor(readonly rig: Rig) {
    this.web = new Web(rig);
    this.beanstalk = new Beanstalk(rig, this.web, () => this.authorities());
    this.cloudFront = new CloudFront(rig);
    const addresses = new AddressPool(() => rig.freeAddress());
    this.ecs = new Ecs({
      place: async () => ({
        rig,
        addresses,
        authorities: await this.authorities(),
        secret: (arn) => this.secret(arn),
      }),
      drained: (endpoint, seconds) => this.web.drained(endpoint, seconds),
    });
  }

  /** Carries it out, and says what the cloud adds to the state; an error is one sentence for Pulumi's user. */
  async carry(call: Call): Promise<Properties> {
    const carrier = carriers[call.type];
    if (call.operation === "remove") {
      await carrier?.remove(this, call);
      return {};
    }
    const problem = judge(call.type, call.inputs);
    if (problem !== undefined) throw new Error(problem);
    if (!carrier) return {};
    if (call.operation === "create") return carrier.create(this, call);
    if (carrier.update) return carrier.update(this, call);
    if (isOnlyRecorded(call)) return {};
    throw new Error(`the lab does not imitate a change of ${call.type} (${call.name})`);
  }

  machine(id: string): LabMachine {
    return known(this.machines, id, "machine");
  }

  volume(id: string): Volume {
    return known(this.volumes, id, "volume");
  }

  address(id: string): string {
    return known(this.addresses, id, "address");
  }

  targetGroup(arn: string): TargetGroup {
    return known(this.web.groups, arn, "target group");
  }

  serviceName(arn: string): string {
    return known(this.serviceNames, arn, "name of a service");
  }

  /** What goes on by itself in a cloud: call it now and then. */
  async tend(): Promise<void> {
    this.web.check();
    for (const check of this.healthChecks.values()) check.check();
    await this.ecs.tend();
  }

  /** A file with the certificates of the lab's servers. */
  async authorities(): Promise<string> {
    const ofDatabases = [...this.databases.values()].map((server) => server.certificate());
    const ofCaches = [...this.caches.servers.values()].map(({ server }) => server.certificate);
    const file = join(this.rig.folder, "authorities.crt");
    // Never half of it: others read it meanwhile.
    const whole = `${file}.${randomUUID()}`;
    await writeFile(whole, [...(await Promise.all(ofDatabases)), ...ofCaches].join("\n"));
    await rename(whole, file);
    return file;
  }

  /** `arn:aws:ssm:…:parameter/ladder/…` -> the value of that parameter. */
  private secret(arn: string): string {
    return known(this.parameters, arn.slice(arn.indexOf(":parameter") + ":parameter".length), "parameter");
  }

  information(filters: readonly Filter[]): readonly object[] {
    return [...this.machines.values()].flatMap((machine) => machine.information(filters));
  }

  /** By the one machine there is; Systems Manager knows none that is stopped. */
  carryOut(commands: readonly string[]): Promise<Outcome> | undefined {
    const [machine, ...others] = this.machines.values();
    return others.length === 0 && machine?.isOn ? machine.carryOut(commands) : undefined;
  }
}

function known<Value>(all: ReadonlyMap<string, Value>, id: string, what: string): Value {
  const value = all.get(id);
  if (value === undefined) throw new Error(`the lab has no ${what} ${id}`);
  return value;
}
