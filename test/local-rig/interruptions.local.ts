import { expect } from "chai";
import { outcomeOf, until } from "../../rig/command";
import { Ladder, local, runs, statesOf } from "./ladder";
import { apps, Portfolio } from "./portfolio";

describe("A run that is ended in the middle", () => {
  const portfolio = new Portfolio("cut");
  before(() => portfolio.describe(apps.filter(({ name }) => name === "todo")));
  afterEach(() => local(portfolio, "--down", "--delete-data", "--yes"));

  const exists = async (kind: "volume" | "container", name: string) =>
    (await outcomeOf("docker", [kind, "inspect", name])).status === 0;
  const moments = {
    "its first volume": () => exists("volume", `${portfolio.project}_caddy.data`),
    "PostgreSQL's volume": () => exists("volume", `${portfolio.project}_postgres.17`),
    "PostgreSQL's container": () => exists("container", `${portfolio.project}-postgres-1`),
    "the app's container": () => exists("container", `${portfolio.project}-todo-1`),
  };

  for (const [moment, reached] of Object.entries(moments)) {
    for (const signal of ["SIGINT", "SIGKILL"] as const) {
      it(`is finished by the next one: ${signal} at ${moment}`, async () => {
        const ladder = new Ladder(portfolio, []);
        await until(moment, 60, reached);
        const { status } = await ladder.signal(signal);
        expect(status).to.equal(signal === "SIGINT" ? 130 : null);
        expect(statesOf(await runs(portfolio))).to.deep.equal({ todo: "healthy" });
      });
    }
  }

  it("cannot meet another one: the second says who is at work", async () => {
    const ladder = new Ladder(portfolio, []);
    await until("it works", 60, moments["its first volume"]);
    const second = await local(portfolio);
    expect(second).to.include({
      status: 1,
      stderr: `Another run is at work on this stack (process ${ladder.process.pid}): wait for it, or end it.\n`,
    });
    expect((await ladder.ended).status).to.equal(0);
  });
});
