import type { Readable } from "node:stream";
import { packed } from "./pieces";
import type { Message } from "./message";

/** Characters of input in a message; Run Command's own limit for parameters is not published, this is far below it. */
const room = 15_000;
/** Read ahead of what the box took. */
const aheadBytes = 1 << 20;

/** What is typed or piped into a command, kept until the box has taken it. */
export class Input {
  private data = Buffer.alloc(0);
  private position = 0;
  private ended = false;
  private endSent = false;
  private wake: () => void = () => undefined;

  constructor(private readonly stream: Readable) {
    stream.on("data", (chunk: Buffer) => this.add(chunk));
    stream.once("end", () => this.close()).once("error", () => this.close());
  }

  private add(chunk: Buffer): void {
    this.data = Buffer.concat([this.data, chunk]);
    if (this.data.length > aheadBytes) this.stream.pause();
    this.wake();
  }

  get isThere(): boolean {
    return this.ended || this.data.length > 0;
  }

  /** The box has all of it, and knows that this is all. */
  get isSent(): boolean {
    return this.endSent && this.data.length === 0;
  }

  /** Waits until there is something to send, the end included. */
  async arrives(): Promise<void> {
    while (!this.isThere) await new Promise<void>((done) => (this.wake = done));
  }

  /** The next part of a message. */
  next(): { readonly input: NonNullable<Message["input"]> } {
    const { text, bytes } = packed(this.data, room);
    this.endSent = this.ended && bytes === this.data.length;
    return { input: { at: this.position, data: text, end: this.endSent } };
  }

  /** The box took everything before the position; whether that is news. */
  forget(position: number): boolean {
    const taken = position - this.position;
    if (taken <= 0) return false;
    this.data = this.data.subarray(taken);
    this.position = position;
    if (this.data.length <= aheadBytes) this.stream.resume();
    return true;
  }

  /** Nothing follows. An open terminal or pipe must not keep the program alive. */
  close(): void {
    this.ended = true;
    this.stream.destroy();
    this.wake();
  }
}
