import type { Outcome } from "../components/run-on-box/run-command";
import type { Box } from "../rig/box";
import { outcomeOf } from "../rig/command";
import { areMet, type Filter } from "../rig/apis/systems-manager";

/** A machine of the lab, with its address and as Systems Manager sees it. */
export class LabMachine {
  publicIp: string | undefined;

  constructor(
    readonly id: string,
    readonly box: Box,
    private readonly tags: unknown,
    private readonly versions: ReadonlyMap<string, string>,
  ) {}

  /** Answers under this address, too. */
  async take(publicIp: string): Promise<void> {
    await this.box.exec(`ip address add ${publicIp}/24 dev eth0`);
    this.publicIp = publicIp;
  }

  async giveUpAddress(): Promise<void> {
    await this.box.exec(`ip address delete ${this.publicIp}/24 dev eth0`);
    this.publicIp = undefined;
  }

  information(filters: readonly Filter[]): readonly object[] {
    const tags = this.tags as Readonly<Record<string, string>>;
    return areMet(filters, this.id, tags) ? [{ InstanceId: this.id, PingStatus: "Online" }] : [];
  }

  /** As root's shell, like the agent; each side knows the bundle by its own version. */
  async carryOut(commands: readonly string[]): Promise<Outcome> {
    const program = this.translated(commands.join("\n"), ([declared, own]) => [declared, own]);
    const { status, stdout, stderr } = await outcomeOf("docker", [
      ...["exec", this.box.name, "sh", "-c", program],
    ]);
    const output = this.translated(stdout, ([declared, own]) => [own, declared]);
    return { status: status === 0 ? "Success" : "Failed", output, errors: stderr };
  }

  private translated(text: string, direction: (pair: [string, string]) => [string, string]): string {
    return [...this.versions]
      .map(direction)
      .reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
  }
}
