import { expect } from "chai";
import type { MoveAnswer } from "../../../box/run-command/move-data";
import { type Goal, placeData } from "../../../components/data-home/place-data";
import { diff } from "../../../components/data-home/provider";

const idle: MoveAnswer = {
  ...{ running: false, code: 0, home: "box", phase: null, there: false, said: "" },
  ...{ databases: [], remainingSeconds: null },
};
const mib = 2 ** 20;
const todo = { name: "app_todo", bytes: 5 * mib, copiedBytes: 5 * mib, tables: 3, copied: true };
const wiki = { name: "app_wiki", bytes: 7 * mib, copiedBytes: 0, tables: 0, copied: false };
const copying: MoveAnswer = {
  ...idle,
  ...{ running: true, phase: "copying", databases: [todo, wiki], remainingSeconds: 90 },
};
const done: MoveAnswer = { ...idle, home: "rds", phase: "done", there: true };
const lost = "lost";

/** What the box is asked, what is said, and how it ends; the last answer is repeated. */
async function run(answers: readonly (MoveAnswer | typeof lost)[], goal: Partial<Goal> = {}) {
  let now = 0;
  const [asked, said]: [string[], string[]] = [[], []];
  const runCommand = {
    isOnline: async () => true,
    send: async (lines: readonly string[]) =>
      String(asked.push(/- (\w+ \w+) /.exec(lines[0] ?? "")?.[1] ?? "") - 1),
    outcome: async (id: string) => {
      const answer = answers[Math.min(Number(id), answers.length - 1)] ?? lost;
      return { status: "Success", output: answer === lost ? "" : JSON.stringify(answer) };
    },
  };
  const surroundings = {
    now: () => now,
    sleep: async (milliseconds: number) => void (now += milliseconds),
    say: (line: string) => said.push(line),
  };
  const end = await placeData({ want: "rds", timeoutSeconds: 600, ...goal }, runCommand, surroundings).catch(
    (error: unknown) => (error as Error).message,
  );
  return { asked, said, end };
}

describe("placing the databases", () => {
  it("asks once when they are there already, and says nothing", async () => {
    expect(await run([done])).to.deep.equal({ asked: ["begin rds"], said: [], end: "rds" });
  });

  it("begins a move, shows each new state once, and ends where the box says", async () => {
    const { asked, said, end } = await run([copying, copying, done]);
    expect(asked).to.deep.equal(["begin rds", "look rds", "look rds"]);
    expect(said).to.deep.equal([
      "Moving the databases to RDS. copying: 1 of 2 databases, 5 of 12 MB, 3 tables, about 1 min 30 s left",
    ]);
    expect(end).to.equal("rds");
  });

  it("shows how far one large database is while it is copied", async () => {
    const parts = [2.5, 7].map((copied, index) => ({
      ...copying,
      databases: [{ ...wiki, copiedBytes: copied * mib, tables: 4 + index }],
      remainingSeconds: null,
    }));
    expect((await run([...parts, done])).said).to.deep.equal([
      "Moving the databases to RDS. copying: 0 of 1 databases, 3 of 7 MB, 4 tables",
      "Moving the databases to RDS. copying: 0 of 1 databases, 7 of 7 MB, 5 tables",
    ]);
  });

  it("fails with the box's own sentence, and says where the data is", async () => {
    const refused = { ...idle, code: 1, said: "RDS has no room" };
    const { end } = await run([copying, refused]);
    expect(end).to.include("The databases were not moved to RDS: RDS has no room\nThey are on the box");
    expect((await run([{ ...idle, code: 3, said: "shop does not run" }])).end).to.include(
      "The databases are on RDS, but not all apps run there: shop does not run",
    );
  });

  it("begins again after a lost answer, another program at work, and a reboot", async () => {
    const busy = { ...idle, code: 75, said: "another run is at work" };
    const { asked, end } = await run([lost, busy, copying, idle, done]);
    expect(asked).to.deep.equal(["begin rds", "begin rds", "begin rds", "look rds", "begin rds"]);
    expect(end).to.equal("rds");
  });

  it("only asks where they are when they may stay, and waits for a move that is at work", async () => {
    const { asked, end } = await run([copying, done], { want: "stay" });
    expect(asked).to.deep.equal(["begin stay", "look stay"]);
    expect(end).to.equal("rds");
  });

  it("gives up after the limit and says that the move goes on", async () => {
    const { end } = await run([copying], { timeoutSeconds: 60 });
    expect(end).to.include("The databases were not moved within 1 min: copying");
    expect(end).to.include("A move at work goes on by itself");
  });

  it("is an update whenever it was asked for anew, also for the same place, and else none", () => {
    const inputs = {
      want: "rds",
      serial: 2,
      databases: true,
      region: "us-east-1",
      timeoutSeconds: 60,
    } as const;
    expect(diff({ ...inputs, at: "rds" }, inputs)).to.deep.equal({ changes: false });
    expect(diff({ ...inputs, at: "rds" }, { ...inputs, serial: 3 })).to.deep.equal({ changes: true });
    expect(diff({ ...inputs, databases: false }, inputs)).to.deep.equal({ changes: true });
    expect(diff(inputs, { ...inputs, timeoutSeconds: 90 })).to.deep.equal({ changes: false });
  });
});
