import { Agent, request, type RequestOptions } from "node:http";
import { setTimeout } from "node:timers/promises";

export interface Target {
  readonly address: string;
  readonly port?: number;
  readonly host: string;
}

export interface Tally {
  requests: number;
  /** What went wrong -> how often. */
  readonly failures: Map<string, number>;
  /** First bytes of answers by what the test wants to know, e.g. the version. */
  readonly seen: Map<string, number>;
  longestMs: number;
  repeated: number;
}

type Outcome = string | { readonly version: string; readonly label: string };

interface Shape {
  /** Connections that are kept, each asking for one thing after the other. */
  readonly connections: number;
  /** Of them, how many ask for an answer that takes seconds. */
  readonly slow: number;
  /** How long each rests after an answer: without a rest they take all of the machine, and each test many times as long. */
  readonly restMs: number;
  /**
   * As browsers do: a request that met a kept connection's end, without a byte of an answer, is sent again on a new one. A
   * reload of Caddy closes connections that are idle; what is sent on one at that moment reaches nobody.
   */
  readonly repeats?: boolean;
}

/** Asks an app on many kept connections until it is stopped: GET, POST with a body, and long requests. */
export class Load {
  readonly tally: Tally = { requests: 0, failures: new Map(), seen: new Map(), longestMs: 0, repeated: 0 };
  private readonly agent: Agent;
  private readonly ends: readonly Promise<void>[];
  private stopping = false;

  constructor(
    private readonly target: Target,
    private readonly shape: Shape,
  ) {
    const { connections, slow } = shape;
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.ends = Array.from({ length: connections }, (_, index) => this.askOn(index < slow));
  }

  /** Lets what is on its way end. */
  async stop(): Promise<Tally> {
    this.stopping = true;
    await Promise.all(this.ends);
    this.agent.destroy();
    return this.tally;
  }

  private async askOn(slow: boolean): Promise<void> {
    for (let count = 0; !this.stopping; count += 1) {
      const options = slow ? { path: "/slow/3" } : count % 2 ? { path: "/", method: "POST" } : { path: "/" };
      const started = Date.now();
      const outcome = await this.ask(options, options.method ? "x".repeat(2000) : undefined);
      const { tally } = this;
      tally.requests += 1;
      if (!slow) tally.longestMs = Math.max(tally.longestMs, Date.now() - started);
      const counted = typeof outcome === "string" ? tally.failures : tally.seen;
      const key = typeof outcome === "string" ? outcome : `${outcome.version}${outcome.label}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
      if (this.shape.restMs > 0) await setTimeout(this.shape.restMs);
    }
  }

  /** What the app said about itself, or what went wrong. */
  private ask(options: RequestOptions, body?: string, agent: Agent | false = this.agent): Promise<Outcome> {
    const { address, port, host } = this.target;
    return new Promise((resolve) => {
      const sent = request({ ...options, host: address, port, headers: { host }, agent });
      // A connection may hang for good, which must not be taken for a slow answer.
      const silence = globalThis.setTimeout(() => sent.destroy(new Error("no answer in 60 s")), 60_000);
      sent.on("close", () => clearTimeout(silence));
      sent.on("response", (answer) => {
        let text = "";
        answer.on("data", (part: Buffer) => (text += part.toString()));
        answer.on("error", (error) => resolve(error.message));
        answer.on("end", () => resolve(read(answer.statusCode, text, body?.length ?? 0)));
      });
      const failed = (error: NodeJS.ErrnoException) => {
        const closed = sent.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
        if (!this.shape.repeats || !closed) return resolve(error.message);
        this.tally.repeated += 1;
        resolve(this.ask(options, body, false));
      };
      sent.on("error", failed).end(body);
    });
  }
}

function read(status: number | undefined, text: string, size: number) {
  if (status !== 200) return `status ${status}`;
  const answer = JSON.parse(text) as { version: string; label: string; size: number };
  return answer.size === size ? answer : `${answer.size} of ${size} bytes arrived`;
}
