import { Readable } from "node:stream";
import { expect } from "chai";
import fc from "fast-check";
import type { Console, Signal } from "../../../cli/box/console";
import { runJob } from "../../../cli/box/job";
import type { Message } from "../../../cli/box/message";
import { FakeJob } from "./fake-job";

const start = { command: "status" } as const;

function testConsole(input?: readonly Buffer[]) {
  const shown: Record<"out" | "err", Buffer[]> = { out: [], err: [] };
  const acts: ((signal: Signal) => void)[] = [];
  const console: Console = {
    ...(input && { input: Readable.from(input, { objectMode: false }) }),
    show: async (stream, data) => void shown[stream].push(data),
    onInterrupt: (act) => {
      acts.push(act);
      return () => void acts.pop();
    },
  };
  return { console, acts, text: (stream: "out" | "err") => Buffer.concat(shown[stream]) };
}

const bytes = fc.uint8Array({ maxLength: 3000 }).map((array) => Buffer.from(array));

describe("A job on the box", () => {
  it("shows and sends any bytes in order and once, whatever the pieces, and though messages come twice or are not taken", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          out: bytes,
          err: bytes,
          exit: fc.integer({ min: 0, max: 255 }),
          chunks: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }),
          twice: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
        }),
        fc.array(
          bytes.filter(({ length }) => length > 0),
          { maxLength: 4 },
        ),
        async (behaviour, input) => {
          const job = new FakeJob(behaviour);
          const { console, text } = testConsole(input);
          expect(await runJob(job.talk, start, console)).to.equal(behaviour.exit);
          expect(text("out").equals(behaviour.out)).to.equal(true);
          expect(text("err").equals(behaviour.err)).to.equal(true);
          expect(job.input.equals(Buffer.concat(input))).to.equal(true);
        },
      ),
    ));

  it("sends input again that the box did not take", async () => {
    const takes = [false, true];
    const job = new FakeJob({ out: Buffer.from("x"), err: Buffer.alloc(0), exit: 0, chunks: [9], takes });
    await runJob(job.talk, start, testConsole([Buffer.from("some input")]).console);
    expect(job.input.toString()).to.equal("some input");
  });

  it("tells the box at once that nothing will be read", async () => {
    const job = new FakeJob({ out: Buffer.from("hello"), err: Buffer.alloc(0), exit: 3, chunks: [100] });
    const messages: Message[] = [];
    const { console, text } = testConsole();
    const exit = await runJob((message) => (messages.push(message), job.talk(message)), start, console);
    expect([exit, text("out").toString(), messages.length]).to.deep.equal([3, "hello", 1]);
    expect(messages[0]).to.deep.include({ start, out: 0, err: 0, wait: 20 });
    expect(messages[0]?.id).to.match(/^[0-9a-f]{32}$/);
  });

  it("passes signals on until the box knows the job, and ends with the command", async () => {
    const signals: unknown[] = [];
    const { console, acts } = testConsole();
    const piece = { at: 0, data: "" };
    let finish: () => void = () => undefined;
    const ended = new Promise<void>((done) => (finish = done));
    const exit = runJob(
      async (message) => {
        if (message.signal) {
          signals.push(message.signal);
          if (signals.length === 1) return { lost: "not begun" };
          finish();
          return { out: piece, err: piece, taken: 0, exit: null };
        }
        await ended;
        return { out: piece, err: piece, taken: 0, exit: 130 };
      },
      start,
      console,
    );
    acts[0]?.("INT");
    expect([await exit, signals, acts.length]).to.deep.equal([130, ["INT", "INT"], 0]);
  });

  it("says what the box says of a job that is lost", async () => {
    const answer = runJob(async () => ({ lost: "the box was started anew" }), start, testConsole().console);
    const message = await answer.then(
      () => "",
      (error: Error) => error.message,
    );
    expect(message).to.equal("the box was started anew");
  });
});
