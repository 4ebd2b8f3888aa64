import type { Result } from "../test/box-rig/box";
import type { Lab } from "./lab";
import { memoryMb } from "./lab-memory";

export interface LabStatus {
  readonly machines: readonly {
    readonly id: string;
    readonly address?: string;
    /** What the machine says about the bundle that it applied last. */
    readonly result?: Result;
    /** Of Caddy's authority there, when there is one. */
    readonly authority?: string;
    readonly memoryMb: number;
  }[];
}

const authority = "/data/ladder/caddy/data/caddy/pki/authorities/local/root.crt";

export async function labStatus({ machines }: Lab): Promise<LabStatus> {
  const described = [...machines.values()].map(async (machine) => {
    const { id, box, publicIp } = machine;
    const certificate = await box.try(`cat ${authority}`);
    return {
      id,
      address: publicIp,
      result: await box.result(),
      memoryMb: await memoryMb(machine),
      ...(certificate.status === 0 && { authority: certificate.stdout }),
    };
  });
  return { machines: await Promise.all(described) };
}
