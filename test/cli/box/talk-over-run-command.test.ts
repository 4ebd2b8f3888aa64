import { expect } from "chai";
import fc from "fast-check";
import type { Answer } from "../../../cli/box/message";
import { messageLines } from "../../../cli/box/box-lines";
import { talkOverRunCommand } from "../../../cli/box/talk-over-run-command";
import type { Outcome, RunCommand } from "../../../components/run-on-box/run-command";

const message = { id: "0".repeat(32), wait: 20 };
const answer: Answer = { out: { at: 0, data: "" }, err: { at: 0, data: "" }, taken: 0, exit: 0 };
const answered = { status: "Success", output: JSON.stringify(answer) };

function named(name: string, more: object = {}): Error {
  return Object.assign(new Error(`the words of ${name}`), { name, ...more });
}

/** Time passes only while somebody sleeps. */
async function talk(outcomes: readonly (Outcome | Error | undefined)[]) {
  let now = 0;
  let asked = 0;
  const sent: (readonly string[])[] = [];
  const runCommand: RunCommand = {
    isOnline: async () => true,
    send: async (lines) => String(sent.push(lines)),
    outcome: async () => {
      const outcome = outcomes[Math.min(asked++, outcomes.length - 1)];
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
  const sleep = async (milliseconds: number) => void (now += milliseconds);
  const result = await talkOverRunCommand(runCommand, { now: () => now, sleep })(message).catch(
    (error: Error) => error.message,
  );
  return { result, sent, seconds: now / 1000 };
}

describe("Talking to the box over Run Command", () => {
  it("asks again until there is an answer: not there yet, throttled, cut off, undelivered", async () => {
    const { result, sent } = await talk([
      named("InvocationDoesNotExist"),
      named("ThrottlingException"),
      undefined,
      { status: "DeliveryTimedOut", output: "" },
      { status: "Success", output: '{"out":' },
      answered,
    ]);
    expect(result).to.deep.equal(answer);
    expect(sent.length).to.equal(3);
  });

  it("gives up when the box is away for a minute and a half, and says what becomes of the command", async () => {
    const { result, seconds } = await talk([named("InvalidInstanceId")]);
    expect(result).to.equal(
      "The box does not answer: its agent is not online. A command that it was carrying out ends there within two minutes.",
    );
    expect(seconds).to.be.within(90, 95);
  });

  it("ends at once with AWS's words when asking again would not help", async () => {
    const { result, seconds } = await talk([named("AccessDeniedException", { $fault: "client" })]);
    expect([result, seconds]).to.deep.equal([
      "AWS says AccessDeniedException: the words of AccessDeniedException",
      0,
    ]);
  });

  it("ends at once with what the program on the box said when it failed", async () => {
    const { result } = await talk([{ status: "Failed", output: "", errors: "NameError: x" }]);
    expect(result).to.equal("box-command failed on the box: NameError: x");
  });
});

describe("The lines of a message", () => {
  it("hold nothing that was typed but base64", () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 9 }), (args) => {
        const start = { command: "exec", app: "todo", args } as const;
        const lines = messageLines({ ...message, start });
        const [text = "", end] = lines.slice(-2);
        expect([lines.length, end]).to.deep.equal([6, "END_OF_MESSAGE"]);
        expect(text).to.match(/^[A-Za-z0-9+/=]+$/);
        expect(lines.slice(0, -2)).to.deep.equal(messageLines(message).slice(0, -2));
      }),
    ));

  it("are refused when they are too long for Systems Manager", () => {
    const start = { command: "exec", app: "todo", args: ["x".repeat(40_000)] } as const;
    expect(() => messageLines({ ...message, start })).to.throw(
      "The arguments are too long for Systems Manager; give them on standard input.",
    );
  });
});
