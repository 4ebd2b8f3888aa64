import { Resolver } from "node:dns/promises";
import { request, type Answer, type Ask } from "../rig/request";
import { ask } from "./ask";
import type { About } from "./about";
import type { LabFolder } from "./lab-folder";
import type { LabStatus } from "./lab-status";

interface Known {
  readonly address: string;
  readonly until: number;
}

type Question = Pick<Ask, "path" | "body" | "headers">;

/** Calls the apps over HTTPS as a visitor would: by DNS, whose answers it keeps as long as it may, and with checked certificates. */
export class Client {
  private readonly resolver = new Resolver({ timeout: 5000, tries: 2 });
  private readonly known = new Map<string, Known>();
  private readonly trusted = new Map<string, string>();

  /** `keeps`: false for one that asks anew each time, like a crowd of visitors. */
  constructor(
    private readonly folder: LabFolder,
    { endpoints }: About,
    private readonly keeps = true,
  ) {
    this.resolver.setServers([endpoints.names]);
  }

  async ask(host: string, question: Question = {}): Promise<Answer & { readonly address: string }> {
    const address = await this.addressOf(host);
    const authority = await this.authorityOf(address);
    const started = Date.now();
    const answer = await request({ ...question, address, host, authority }).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${why} (${address}, after ${Date.now() - started} ms)`);
    });
    return { ...answer, address };
  }

  async addressOf(host: string): Promise<string> {
    const before = this.known.get(host);
    if (before && Date.now() < before.until) return before.address;
    const [answer] = await this.resolver.resolve4(host, { ttl: true });
    if (!answer) throw new Error(`${host} has no address`);
    const { address, ttl } = answer;
    if (this.keeps) this.known.set(host, { address, until: Date.now() + ttl * 1000 });
    return address;
  }

  /** Every side has an authority of its own, which is asked for once it is met. */
  private async authorityOf(address: string): Promise<string> {
    const before = this.trusted.get(address);
    if (before !== undefined) return before;
    const { authorities } = await ask<LabStatus>(this.folder.socket, "/status");
    if (authorities !== "") this.trusted.set(address, authorities);
    return authorities;
  }
}
