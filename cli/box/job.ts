import { randomUUID } from "node:crypto";
import { boxProblem } from "./box-problem";
import { Input } from "./input";
import type { Answer, Message, Request, Talk } from "./message";
import { packed, unpacked } from "./pieces";
import type { Console } from "./console";

/** Seconds that the box waits for news before it answers that there is none. */
const longWait = 20;
/** For input that is there at once, such as a file's: it goes with the first message. */
const firstInputMs = 100;
const betweenTriesMs = 500;

const streams = ["out", "err"] as const;

/** For a command that reads nothing: the end of its input. */
const nothing = { input: { at: 0, data: packed(Buffer.alloc(0), 0).text, end: true } };

/**
 * Runs a command on the box over single messages, shows its output as it comes, and returns its exit code. A message that
 * was lost or came twice changes nothing: positions say what is known. Nobody asks any more: the box ends the command.
 */
export async function runJob(talk: Talk, start: Request, console: Console): Promise<number> {
  const job = new Job(talk, randomUUID().replaceAll("-", ""), console);
  const stop = console.onInterrupt((signal) => void job.signal(signal));
  try {
    return await job.run(start);
  } finally {
    stop();
  }
}

class Job {
  private readonly known = { out: 0, err: 0 };
  private readonly input?: Input;
  private over = false;

  constructor(
    private readonly talk: Talk,
    private readonly id: string,
    private readonly console: Console,
  ) {
    if (console.input) this.input = new Input(console.input);
  }

  async run(start: Request): Promise<number> {
    try {
      await this.inputAtOnce();
      const input = this.input?.isThere === false ? {} : (this.input?.next() ?? nothing);
      const first = await this.say({ start, ...input, wait: longWait });
      // Its failure is the job's: the box would wait for input that never comes.
      const [exit] = await Promise.all([this.read(first), this.input && this.write(this.input, first)]);
      return exit;
    } finally {
      this.over = true;
      this.input?.close();
    }
  }

  private async inputAtOnce(): Promise<void> {
    if (this.input) await Promise.race([this.input.arrives(), pause(firstInputMs)]);
  }

  private async read(first: Answer): Promise<number> {
    for (let answer = first; ; answer = await this.say({ wait: longWait })) {
      for (const stream of streams) await this.show(stream, answer[stream]);
      if (answer.exit === null) continue;
      this.over = true;
      this.input?.close();
      return answer.exit;
    }
  }

  private async show(stream: "out" | "err", piece: Answer["out"]): Promise<void> {
    const news = unpacked(piece).subarray(this.known[stream] - piece.at);
    this.known[stream] += news.length;
    if (news.length > 0) await this.console.show(stream, news);
  }

  /** Beside the reading, which may be waiting for news; until the box has taken all there is. */
  private async write(input: Input, first: Answer): Promise<void> {
    input.forget(first.taken);
    while (!this.over && !input.isSent) {
      await input.arrives();
      const { taken } = await this.say({ ...input.next(), wait: 0 });
      const stuck = !input.forget(taken);
      if (stuck && !input.isSent) await pause(betweenTriesMs);
    }
  }

  /** A command that was just sent may not have begun. */
  async signal(signal: NonNullable<Message["signal"]>): Promise<void> {
    while (!this.over) {
      if (!("lost" in (await this.talk({ id: this.id, signal, wait: 0 })))) return;
      await pause(betweenTriesMs);
    }
  }

  private async say(message: Omit<Message, "id">): Promise<Answer> {
    const answer = await this.talk({ id: this.id, ...this.known, ...message });
    if ("lost" in answer) throw boxProblem(answer.lost);
    return answer;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
