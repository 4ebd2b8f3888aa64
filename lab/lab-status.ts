import type { Result } from "../rig/box";
import type { Environment } from "./beanstalk/environment";
import type { Side } from "./dns/name-table";
import type { Deployment } from "./fargate/ecs-service";
import { firstApp } from "./first-answer";
import type { Lab } from "./lab";
import type { Snapshot } from "./snapshots";
import { memoryMb } from "./lab-memory";

export interface LabStatus {
  readonly machines: readonly {
    readonly id: string;
    readonly address?: string;
    /** What the machine says about the bundle that it applied last. */
    readonly result?: Result;
    readonly memoryMb: number;
    readonly isOn: boolean;
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly running: number;
    readonly desired: number;
    readonly state: Deployment["state"];
  }[];
  readonly environments: readonly {
    readonly name: string;
    readonly status: Environment["status"];
    /** Label of the version that runs. */
    readonly version: string;
    readonly instances: number;
    /** Of all instances together. */
    readonly memoryMb: number;
  }[];
  /** What was kept of servers and volumes that are gone. */
  readonly snapshots: readonly Snapshot[];
  /** Who is in DNS for the first app. */
  readonly sides: readonly Side[];
  /** Certificates of who signs for the apps. */
  readonly authorities: string;
}

const authority = "/data/ladder/caddy/data/caddy/pki/authorities/local/root.crt";

export async function labStatus(lab: Lab): Promise<LabStatus> {
  const described = [...lab.machines.values()].map(async (machine) => {
    const { id, box, publicIp: address, isOn } = machine;
    return { id, address, isOn, result: await box.result(), memoryMb: await memoryMb(machine) };
  });
  return {
    machines: await Promise.all(described),
    services: servicesOf(lab),
    environments: await Promise.all(lab.beanstalk.environments.map(environmentOf)),
    snapshots: lab.snapshots.all,
    sides: lab.names.sides(firstApp.host),
    authorities: await signers(lab),
  };
}

function servicesOf({ ecs }: Lab): LabStatus["services"] {
  return [...ecs.services.values()].map(({ name, wish, deployments }) => ({
    name,
    running: deployments.flatMap(({ tasks }) => tasks).length,
    desired: wish.desired,
    state: deployments[0]?.state ?? "IN_PROGRESS",
  }));
}

async function environmentOf(environment: Environment): Promise<LabStatus["environments"][number]> {
  const { name, status, version, instances } = environment;
  const used = await Promise.all(instances.map(memoryMb));
  const sum = used.reduce((total, one) => total + one, 0);
  return { name, status, version, instances: instances.length, memoryMb: sum };
}

/** An instance behind a load balancer signs nothing. */
async function signers({ machines, beanstalk, web, cloudFront }: Lab): Promise<string> {
  const instances = beanstalk.environments.flatMap((environment) => environment.instances);
  const ofMachines = [...machines.values(), ...instances].map(async ({ box }) => {
    const { status, stdout } = await box.try(`cat ${authority}`);
    return status === 0 ? [stdout] : [];
  });
  return [
    ...(await Promise.all(ofMachines)).flat(),
    ...(await web.authorities()),
    ...(await cloudFront.authorities()),
  ].join("\n");
}
