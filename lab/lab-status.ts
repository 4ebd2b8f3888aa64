import type { Result } from "../rig/box";
import type { Deployment } from "./fargate/ecs-service";
import type { Lab } from "./lab";
import { memoryMb } from "./lab-memory";

export interface LabStatus {
  readonly machines: readonly {
    readonly id: string;
    readonly address?: string;
    /** What the machine says about the bundle that it applied last. */
    readonly result?: Result;
    readonly memoryMb: number;
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly running: number;
    readonly desired: number;
    readonly state: Deployment["state"];
  }[];
  /** Certificates of who signs for the apps. */
  readonly authorities: string;
}

const authority = "/data/ladder/caddy/data/caddy/pki/authorities/local/root.crt";

export async function labStatus(lab: Lab): Promise<LabStatus> {
  const described = [...lab.machines.values()].map(async (machine) => {
    const { id, box, publicIp } = machine;
    return { id, address: publicIp, result: await box.result(), memoryMb: await memoryMb(machine) };
  });
  return {
    machines: await Promise.all(described),
    services: servicesOf(lab),
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

async function signers({ machines, web, cloudFront }: Lab): Promise<string> {
  const ofMachines = [...machines.values()].map(async ({ box }) => {
    const { status, stdout } = await box.try(`cat ${authority}`);
    return status === 0 ? [stdout] : [];
  });
  return [
    ...(await Promise.all(ofMachines)).flat(),
    ...(await web.authorities()),
    ...(await cloudFront.authorities()),
  ].join("\n");
}
