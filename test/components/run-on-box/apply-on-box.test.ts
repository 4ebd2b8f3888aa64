import { expect } from "chai";
import fc from "fast-check";
import type { BoxAnswer } from "../../../box/run-command/apply-version";
import { applyOnBox } from "../../../components/run-on-box/apply-on-box";
import type { RunCommand } from "../../../components/run-on-box/run-command";

const version = "a".repeat(64);
const goal = { bundleVersion: version, timeoutSeconds: 900 };
const applied: BoxAnswer = { version, ok: true, states: { todo: "healthy" } };
const older: BoxAnswer = {
  version: "b".repeat(64),
  ok: true,
  states: {},
  error: "another run was at work on the box",
};

interface World {
  /** Seconds until the agent is online. */
  readonly onlineAfter?: number;
  /** What each command prints; the last one is repeated. */
  readonly answers?: readonly string[];
  /** Seconds that a command takes. */
  readonly commandSeconds?: number;
  /** Thrown by the n-th request (from 0), if any. */
  readonly failure?: (request: number) => Error | undefined;
}

function named(name: string, more: object = {}): Error {
  return Object.assign(new Error(`the words of ${name}`), { name, ...more });
}

/** AWS and time, as far as they matter here; time passes only while somebody sleeps. */
async function run(world: World, wanted = goal) {
  const { onlineAfter = 0, answers = [JSON.stringify(applied)], commandSeconds = 0, failure } = world;
  let now = 0;
  let requests = 0;
  const said: string[] = [];
  const limits: number[] = [];
  const sent: number[] = [];
  const request = () => {
    const error = failure?.(requests++);
    if (error) throw error;
  };
  const runCommand: RunCommand = {
    isOnline: async () => {
      request();
      return now >= onlineAfter * 1000;
    },
    send: async (_, __, limitSeconds) => {
      request();
      limits.push(limitSeconds);
      return String(sent.push(now) - 1);
    },
    outcome: async (id) => {
      request();
      if (now < (sent[Number(id)] ?? 0) + commandSeconds * 1000) return undefined;
      return { status: "Success", output: answers[Math.min(Number(id), answers.length - 1)] ?? "" };
    },
  };
  const sleep = async (milliseconds: number) => void (now += milliseconds);
  const result = await applyOnBox(wanted, runCommand, {
    now: () => now,
    sleep,
    say: (line) => said.push(line),
  }).then(
    (answer) => ({ answer, message: "" }),
    (error: Error) => ({ answer: undefined, message: error.message }),
  );
  return { ...result, said, limits, commands: sent.length, seconds: now / 1000 };
}

describe("Applying on the box", () => {
  it("ends with the box's answer when the box serves the version", async () => {
    const { answer, commands, said } = await run({});
    expect(answer).to.deep.equal(applied);
    expect(commands).to.equal(1);
    expect(said).to.deep.equal(["The box applies aaaaaaaaaaaa."]);
  });

  it("waits for the agent, and says every half minute that it does", async () => {
    const { answer, said, seconds } = await run({ onlineAfter: 100 });
    expect(answer).to.deep.equal(applied);
    expect(seconds).to.be.within(100, 106);
    expect(said.length).to.equal(4);
    expect(said[0]).to.match(/^Waiting for the box, 3\d s: its agent is not online$/);
  });

  it("fails with the box's sentence and log, without asking again", async () => {
    const failed = { ...applied, ok: false, error: "todo is not healthy", log: "one\ntwo\n" };
    const { message, commands } = await run({ answers: [JSON.stringify(failed)] });
    expect(message).to.equal(
      "The box did not take the change: todo is not healthy\n" +
        "What it served before serves on. The next `pulumi up` tries again.\n" +
        "The end of its log:\n  one\n  two",
    );
    expect(commands).to.equal(1);
  });

  it("succeeds with a warning that names each app which was rolled back on the box", async () => {
    const rolledBack = { todo: { from: "todo:2 (bbb)", to: "todo:1 (aaa)", since: "2026-11-21T12:00:00Z" } };
    const { answer, said } = await run({ answers: [JSON.stringify({ ...applied, rolledBack })] });
    expect(answer).to.deep.equal({ ...applied, rolledBack });
    expect(said.slice(1)).to.deep.equal([
      "Warning: todo does not run what this update says. It was rolled back from todo:2 (bbb) to todo:1 (aaa) at 2026-11-21T12:00:00Z\n" +
        "and stays there until its image or settings change, or until: npm run box -- rollback todo --undo",
    ]);
  });

  it("believes no command, only the version in the answer: lost, cut and older answers are asked for again", async () => {
    const answers = ["", '{"version":"aaa', JSON.stringify(older), JSON.stringify(applied)];
    const { answer, commands, said } = await run({ answers });
    expect(answer).to.deep.equal(applied);
    expect(commands).to.equal(4);
    expect(said.slice(1)).to.deep.equal([
      "The box is not there yet: its answer was lost",
      "The box is not there yet: another run was at work on the box",
    ]);
  });

  it("ends at the time limit with where it stood and what the box said last", async () => {
    const { message, seconds } = await run(
      { answers: [JSON.stringify(older)] },
      { ...goal, timeoutSeconds: 60 },
    );
    expect(message).to.match(
      /^The box did not take the change within 1 min: it does not serve aaaaaaaaaaaa\. It said: another run was at work on the box\n/,
    );
    expect(seconds).to.be.within(60, 66);
  });

  it("gives a command the time that is left, and never less than Systems Manager takes", async () => {
    const { limits } = await run({ answers: [""], commandSeconds: 50 }, { ...goal, timeoutSeconds: 120 });
    expect(limits[0]).to.equal(120);
    expect(limits.every((seconds) => seconds >= 30 && seconds <= 120)).to.equal(true);
    expect(limits.at(-1)).to.equal(30);
  });

  for (const error of [
    named("InvalidInstanceId", { $fault: "client" }),
    named("InvocationDoesNotExist", { $fault: "client" }),
    named("ThrottlingException", { $fault: "client" }),
    named("InternalServerError", { $fault: "server" }),
    named("Error", { code: "ECONNRESET" }),
  ])
    it(`asks again after ${error.name} ${"code" in error ? String(error.code) : ""}`.trimEnd(), async () => {
      const { answer } = await run({ failure: (request) => (request % 2 === 0 ? error : undefined) });
      expect(answer).to.deep.equal(applied);
    });

  for (const name of ["AccessDeniedException", "CredentialsProviderError", "ExpiredTokenException"])
    it(`ends at once with AWS's words after ${name}`, async () => {
      const { message, seconds } = await run({ failure: () => named(name, { $fault: "client" }) });
      expect(message).to.equal(`the words of ${name}`);
      expect(seconds).to.equal(0);
    });

  it("always ends, at the latest just after its limit, whatever happens on the way", () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          onlineAfter: fc.nat(300),
          answers: fc.array(fc.constantFrom("", "null", JSON.stringify(older), JSON.stringify(applied)), {
            minLength: 1,
          }),
          commandSeconds: fc.nat(200),
          failing: fc.array(fc.boolean(), { maxLength: 20 }),
          limit: fc.integer({ min: 60, max: 300 }),
        }),
        async ({ failing, limit, ...world }) => {
          const failure = (request: number) => (failing[request] ? named("ThrottlingException") : undefined);
          const { answer, message, seconds } = await run(
            { ...world, failure },
            { ...goal, timeoutSeconds: limit },
          );
          expect(seconds).to.be.at.most(limit + 10);
          if (answer) expect(answer.version).to.equal(version);
          else expect(message).to.match(/^The box did not take the change within /);
        },
      ),
    ));
});
