import { expect } from "chai";
import { until } from "../../rig/command";
import { request } from "../../rig/request";
import { containersOf, Ladder, local } from "./ladder";
import { apps, Portfolio } from "./portfolio";

const address = "127.0.0.1";

describe("Watching", () => {
  const portfolio = new Portfolio("watched");
  let ladder: Ladder;

  before(() => portfolio.describe(apps.filter(({ name }) => ["todo", "site"].includes(name))));
  after(async () => {
    await ladder.signal("SIGKILL");
    await local(portfolio, "--down", "--delete-data", "--yes");
  });

  const title = async () => (await request({ address, host: "todo.localhost" })).body;

  it("builds and replaces an app when its folder changes, not for a file that Docker ignores", async () => {
    ladder = new Ladder(portfolio, ["--watch"]);
    await until("it watches", 120, () => Promise.resolve(ladder.stderr.includes("Watching")));
    const before = await containersOf(portfolio);
    portfolio.write("todo/README.md", "ignored\n");
    const html = portfolio.read("todo/public/index.html");
    portfolio.write("todo/public/index.html", html.replace("</body>", "<p>changed</p></body>"));
    await until("the change is served", 120, async () => (await title()).includes("<p>changed</p>"));
    await until("the table is shown again", 60, () =>
      Promise.resolve(ladder.stdout.split("apps run").length === 3),
    );
    const now = await containersOf(portfolio);
    const changed = Object.keys(now).filter((name) => now[name] !== before[name]);
    expect(changed).to.deep.equal([`${portfolio.project}-todo-1`]);
  });

  it("tells a mistake in the settings, and goes on with the next change", async () => {
    portfolio.describe([{ ...apps[0], name: "todo", prot: 1 }]);
    await until("it tells", 30, () =>
      Promise.resolve(ladder.stderr.includes("apps[0].prot: unknown setting")),
    );
    portfolio.describe(apps.filter(({ name }) => ["todo", "whoami"].includes(name)));
    await until("whoami answers", 60, async () => {
      const { body } = await request({ address, host: "whoami.localhost" }).catch(() => ({ body: "" }));
      return body === "version 1\n";
    });
  });

  it("ends with ^C, and the apps stay up", async () => {
    const { status } = await ladder.signal("SIGINT");
    expect(status).to.equal(130);
    expect((await title()).includes("changed")).to.equal(true);
  });
});
