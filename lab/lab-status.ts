import type { Result } from "../test/box-rig/box";
import { output } from "../test/box-rig/command";
import type { Lab } from "./lab";

export interface LabStatus {
  readonly machines: readonly {
    readonly id: string;
    readonly address?: string;
    /** What the machine says about the bundle that it applied last. */
    readonly result?: Result;
    /** Of Caddy's authority there, when there is one. */
    readonly authority?: string;
  }[];
  /** Of the lab's containers, by Docker. */
  readonly memory: readonly string[];
}

const authority = "/data/ladder/caddy/data/caddy/pki/authorities/local/root.crt";

export async function labStatus({ machines, rig }: Lab): Promise<LabStatus> {
  const described = [...machines.values()].map(async ({ id, box, publicIp }) => {
    const certificate = await box.try(`cat ${authority}`);
    return {
      id,
      address: publicIp,
      result: await box.result(),
      ...(certificate.status === 0 && { authority: certificate.stdout }),
    };
  });
  const names = await output("docker", ["ps", "--quiet", "--filter", `label=${rig.label}`]);
  const format = ["--no-stream", "--format", "{{.Name}} {{.MemUsage}}"];
  const memory = await output("docker", ["stats", ...format, ...names.split("\n")]);
  return { machines: await Promise.all(described), memory: memory.split("\n") };
}
