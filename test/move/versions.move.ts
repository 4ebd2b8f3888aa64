import { expect } from "chai";
import { Pair, pairApp, type PairServers } from "./pair";
import { written } from "./seed";
import { lastSentence } from "./server-state";

describe("A move between servers of different majors", () => {
  const app = pairApp("shop");

  async function movedUp(servers: PairServers) {
    const pair = new Pair([app], servers);
    try {
      await pair.start();
      await pair.seed("box", app, `${written} insert into written values (1, 'kept');`);
      const outcome = await pair.move("to", "rds");
      const login = await pair.sql(
        "box",
        "postgres",
        "select rolcanlogin from pg_roles where rolname = 'app_shop'",
      );
      return { status: outcome.status, home: pair.home, login, said: lastSentence(outcome.stderr) };
    } finally {
      await pair.stop();
    }
  }

  it("is refused while everything serves when RDS has the older one, which takes nothing of a newer one", async () => {
    expect(await movedUp({ boxMajor: 18 })).to.deep.equal({
      ...{ status: 1, home: "box", login: "t" },
      said: "the box has PostgreSQL 18 and RDS 17: set box.postgres to 18 and run pulumi up first",
    });
  });

  it("is refused while everything serves when the box has only the programs of an older one", async () => {
    expect(await movedUp({ rdsMajor: 18 })).to.deep.equal({
      ...{ status: 1, home: "box", login: "t" },
      said: "RDS has PostgreSQL 18, and this box has the programs of 17 only: set box.postgres to 18 and run pulumi up first",
    });
  });
});
