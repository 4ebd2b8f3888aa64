import { spawn } from "node:child_process";
import type { Outcome } from "../../components/run-on-box/run-command";
import { tags } from "../../components/tags";
import { areMet, type Filter, type Machine } from "../../rig/apis/systems-manager";
import type { Box } from "../../rig/box";

/** A box as Systems Manager sees it; its commands are carried out on the box. */
export class ManagedBox implements Machine {
  static readonly instanceId = "i-0123456789abcdef0";
  online = true;
  readonly commands: string[] = [];
  private readonly tags: Readonly<Record<string, string>>;

  constructor(
    private readonly box: Box,
    stack: string,
  ) {
    this.tags = tags(stack, "box");
  }

  information(filters: readonly Filter[]): readonly object[] {
    if (!areMet(filters, ManagedBox.instanceId, this.tags)) return [];
    const PingStatus = this.online ? "Online" : "ConnectionLost";
    return [{ InstanceId: ManagedBox.instanceId, LastPingDateTime: 1_795_000_000, PingStatus }];
  }

  carryOut(commands: readonly string[]): Promise<Outcome> | undefined {
    if (!this.online) return undefined;
    this.commands.push(commands.join("\n"));
    const child = spawn("docker", ["exec", this.box.name, "sh", "-c", commands.join("\n")], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((done) =>
      child.once("close", (code) => done({ status: code === 0 ? "Success" : "Failed", output, errors })),
    );
  }
}
