import type { Outcome } from "../components/run-on-box/run-command";
import type { Box } from "../rig/box";
import { outcomeOf } from "../rig/command";
import { areMet, type Filter } from "../rig/apis/systems-manager";
import { LabProblem } from "./lab-problem";

/** What can be done to a machine from outside, as EC2 does it. */
export const machineOrders = ["stop", "start", "recover"] as const;
export type MachineOrder = (typeof machineOrders)[number];

export const noBox = "There is no box: its tier is retired, or was never there.";
export const boxIsStopped = "The box is stopped: `npm run lab -- box start` boots it again.";

/** What a machine writes down about its databases, which is also asked for while it is stopped. */
const notes = ["data-home", "move.json"] as const;
type Note = (typeof notes)[number];

/** A machine of the lab, with its address and as Systems Manager sees it. */
export class LabMachine {
  publicIp: string | undefined;
  /** A stopped machine keeps its disks, its id and its addresses. */
  isOn = true;
  private readonly noted = new Map<Note, string>();

  constructor(
    readonly id: string,
    readonly box: Box,
    private readonly tags: unknown,
    private readonly versions: ReadonlyMap<string, string>,
  ) {}

  /** Answers under this address, too. */
  async take(publicIp: string): Promise<void> {
    this.publicIp = publicIp;
    if (this.isOn) await this.box.exec(`ip address add ${publicIp}/24 dev eth0`);
  }

  async giveUpAddress(): Promise<void> {
    if (this.isOn) await this.box.exec(`ip address delete ${this.publicIp}/24 dev eth0`);
    this.publicIp = undefined;
  }

  async detach(): Promise<void> {
    if (this.isOn) await this.box.detach();
    else this.box.volume = undefined;
  }

  obey(order: MachineOrder): Promise<void> {
    if (this.isOn !== (order !== "start"))
      throw new LabProblem(
        this.isOn
          ? "The box runs: `npm run lab -- box stop` stops it, `npm run lab -- box recover` cuts its power."
          : boxIsStopped,
      );
    return this[order]();
  }

  /** A shutdown. */
  private async stop(): Promise<void> {
    await this.leave();
    await this.box.stop();
  }

  /** A boot with the same disks; the user data, which ran at the first one, does not run again. */
  private async start(): Promise<void> {
    await this.box.start();
    this.isOn = true;
    if (this.publicIp !== undefined) await this.take(this.publicIp);
  }

  /** What was in memory is lost; its disks, its id and its addresses are there on other hardware. */
  private async recover(): Promise<void> {
    await this.leave();
    await this.box.cutPower();
    await this.start();
  }

  private async leave(): Promise<void> {
    for (const note of notes) this.noted.set(note, await this.read(note));
    this.isOn = false;
  }

  /** What it has written down; of a stopped machine what it had. Empty: nothing. */
  async note(name: Note): Promise<string> {
    return this.isOn ? this.read(name) : (this.noted.get(name) ?? "");
  }

  private async read(name: Note): Promise<string> {
    const { status, stdout } = await this.box.try(`cat /data/ladder/state/${name}`);
    return status === 0 ? stdout : "";
  }

  information(filters: readonly Filter[]): readonly object[] {
    const tags = this.tags as Readonly<Record<string, string>>;
    const PingStatus = this.isOn ? "Online" : "ConnectionLost";
    return areMet(filters, this.id, tags) ? [{ InstanceId: this.id, PingStatus }] : [];
  }

  /** As root's shell, like the agent; each side knows the bundle by its own version. */
  async carryOut(commands: readonly string[]): Promise<Outcome> {
    const program = this.translated(commands.join("\n"), ([declared, own]) => [declared, own]);
    const { status, stdout, stderr } = await outcomeOf("docker", [
      ...["exec", this.box.name, "sh", "-c", program],
    ]);
    const output = this.translated(stdout, ([declared, own]) => [own, declared]);
    // As after the installation of its package, which the first boot finds installed. A machine that boots cannot yet.
    if (status === 0) await this.box.enableDocker().catch(() => undefined);
    return { status: status === 0 ? "Success" : "Failed", output, errors: stderr };
  }

  private translated(text: string, direction: (pair: [string, string]) => [string, string]): string {
    return [...this.versions]
      .map(direction)
      .reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
  }
}
