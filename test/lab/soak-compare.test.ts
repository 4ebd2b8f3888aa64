import { expect } from "chai";
import { compare } from "../../lab/soak/compare";
import { Ledger } from "../../lab/soak/ledger";
import type { Sight } from "../../lab/soak/sight";
import { firstWorld, type World } from "../../lab/soak/world";

const world: World = { ...firstWorld("compose", 88), version: 3 };
const sight: Sight = {
  ...{ tiers: ["compose"], home: "box", server: false },
  ...{ workers: { "site-watch": ["compose"] }, ill: [], leaks: [], page: "<h1>Todo 3</h1>", titles: {} },
};

describe("a look at the lab in a soak", () => {
  it("finds the world that an action may have led to", () => {
    const other: World = { ...world, home: "rds", server: true };
    expect(compare([other, world], sight)).to.deep.equal({ world, problems: [] });
  });

  it("tells all that is otherwise at once", () => {
    const seen: Sight = {
      ...sight,
      ...{ tiers: ["compose", "fargate"], home: "rds", server: true, page: "<h1>Todo</h1>" },
      workers: { "site-watch": ["compose", "fargate"] },
      ill: ["docs: 502"],
      leaks: ["/ladder/lab/redis is in the logs of box"],
    };
    expect(compare([world], seen)).to.deep.equal({
      problems: [
        'tiers that are there: ["compose","fargate"] instead of ["compose"]',
        `the databases' place: "rds" instead of "box"`,
        "whether there is an RDS: true instead of false",
        'site-watch: ["compose","fargate"] instead of ["compose"]',
        "the first app's page is not that of version 3",
        "does not answer well: docs: 502",
        "a secret was written: /ladder/lab/redis is in the logs of box",
      ],
    });
  });

  it("asks no page for its version while two tiers answer visitors", () => {
    const shared: World = { ...world, share: 50 };
    expect(compare([shared], { ...sight, page: "<h1>Todo</h1>" }).problems).to.deep.equal([]);
  });
});

describe("the ledger of a soak", () => {
  it("wants each acknowledged write once, and none that a restore has undone", () => {
    const ledger = new Ledger();
    ledger.acknowledged(["a", "b", "c", "d"]);
    ledger.undo(["d", "e"]);
    expect(ledger.wrong({ a: 1, b: 1, c: 1, foreign: 4 })).to.deep.equal([]);
    expect(ledger.wrong({ a: 1, b: 2, e: 1 })).to.deep.equal(["b", "c", "e"]);
    expect(ledger.count).to.equal(3);
  });
});
