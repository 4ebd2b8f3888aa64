import { Box } from "../../rig/box";
import { output } from "../../rig/command";
import { containerCommands, deployArchive, sharedFiles, startInstance } from "../../rig/beanstalk/instance";
import type { Rig } from "../../rig/rig";
import { trustedOnInstance } from "./trusting";

/** A version of the application, as instances get it. */
export interface Version {
  readonly label: string;
  /** A zip. */
  readonly archive: Buffer;
  /** The platform's own instructions in it. */
  readonly extensions: string;
  /** Certificates of the lab's servers, which apps trust. */
  readonly authorities: string;
}

/** What the platform says about an instance's last deployment. */
export interface LastDeployment {
  readonly version: string;
  readonly state: "In Progress" | "Deployed" | "Failed";
}

const noUserData = "#cloud-config\n{}\n";

/** One instance of an environment: a machine that does what the platform does. */
export class LabInstance {
  deployment: LastDeployment | undefined;
  /** Why its last deployment failed. */
  cause = "";

  private constructor(readonly box: Box) {}

  static async launch(rig: Rig, name: string): Promise<LabInstance> {
    const mounts = [await sharedFiles(rig.folder)];
    const box = await Box.ofUserData(rig, name, noUserData, { volumeId: "", bucket: "", mounts });
    await startInstance(box);
    return new LabInstance(box);
  }

  get name(): string {
    return this.box.name;
  }

  /** Whether the version is there now. */
  async deploy(
    { label: version, archive, extensions, authorities }: Version,
    leader: boolean,
  ): Promise<boolean> {
    const put = `install -D -m 0644 /dev/stdin ${trustedOnInstance}`;
    await output("docker", ["exec", "-i", this.box.name, "sh", "-c", put], authorities);
    this.deployment = { version, state: "In Progress" };
    const { status, stderr } = await deployArchive(this.box, archive, containerCommands(extensions, leader));
    this.deployment = { version, state: status === 0 ? "Deployed" : "Failed" };
    this.cause = status === 0 ? "" : stderr.trim().split("\n").slice(-lastLines).join(" / ");
    return status === 0;
  }
}

const lastLines = 3;
