import { expect } from "chai";
import { assert, array, constantFrom, integer, property, record } from "fast-check";
import { connectionNotes, connectionProblems, maxConnections } from "../../plan/connections";
import { app, refusals } from "./planned";
import databaseClasses from "../../settings/data/database-classes.json";

const classes = databaseClasses.classes.map((one) => one.class);
const need = (app: string, connections: number, copies = 1, overlap = false) => ({
  ...{ app, connections, copies, together: false },
  spare: overlap ? copies : 0,
});

describe("connections of RDS", () => {
  it("are a little below what users of the small classes report, 87 and 170, and 5000 at most", () => {
    expect(["db.t4g.micro", "db.t4g.small", "db.r7g.2xlarge"].map(maxConnections)).to.deep.equal([
      84, 168, 5000,
    ]);
    expect(() => maxConnections("db.t2.micro")).to.throw(RangeError, "unknown database class db.t2.micro");
  });

  it("are refused with the arithmetic and the smallest class that takes them", () => {
    expect(connectionProblems("db.t4g.micro", [need("shop", 20, 4), need("blog", 5)], "dev")).to.deep.equal([
      {
        path: "rds.class",
        problem: "the apps open more database connections than it takes",
        got: "db.t4g.micro with 74 connections for 85 (shop 20 x 4 + blog 5 x 1)",
        allowed: "db.t4g.small or larger",
        hint: "pulumi config set --path 'ladder:rds.class' db.t4g.small -s dev, or lower connections or scale.max of an app",
      },
    ]);
  });

  it("must take the largest app twice, as while it is replaced, if its copies run side by side", () => {
    const apps = [need("shop", 30, 1, true), need("mail", 40), need("blog", 5, 1, true)];
    expect(connectionProblems("db.t4g.micro", apps, "dev").map(({ got }) => got)).to.deep.equal([
      "db.t4g.micro with 74 connections for 105 (shop 30 x 1 + mail 40 x 1 + blog 5 x 1, and shop again while it is replaced)",
    ]);
    expect(connectionProblems("db.t4g.micro", [need("mail", 74)], "dev")).to.deep.equal([]);
    expect(connectionProblems("db.t4g.micro", [need("shop", 37, 1, true)], "dev")).to.deep.equal([]);
    expect(connectionProblems("db.t4g.micro", [need("shop", 38, 1, true)], "dev").length).to.equal(1);
  });

  it("must be there for all instances that run while Beanstalk replaces them, which is all apps at once", () => {
    const shops = ["shop", "blog"].map((name) => app(name, { database: true, connections: 8 }));
    const refused = (beanstalk: object) =>
      refusals({ tier: "beanstalk", domain: "example.com", beanstalk, apps: shops });
    expect(refused({ max: 1 })).to.deep.equal([]);
    expect(refused({ max: 1, updates: "immutable" })).to.deep.equal([]);
    expect(refused({ max: 3, updates: "rolling" })).to.deep.equal([]);
    expect(refused({ max: 4, updates: "rolling" })).to.deep.equal([
      "rds.class: the apps open more database connections than it takes; got db.t4g.micro with 74 connections for 80 (shop 8 x 4 + blog 8 x 4, and 16 more while instances are replaced); allowed db.t4g.small or larger; pulumi config set --path 'ladder:rds.class' db.t4g.small -s dev, or lower connections of an app, or beanstalk.max",
    ]);
    expect(refused({ max: 3, updates: "immutable" })[0]).to.include(
      "for 96 (shop 8 x 3 + blog 8 x 3, and 48 more while instances are replaced)",
    );
  });

  it("are refused without a class when none takes them", () => {
    const [problem] = connectionProblems("db.t4g.micro", [need("shop", 1000, 50)], "dev");
    expect(problem?.allowed).to.equal("fewer connections");
    expect(problem?.hint).to.equal("lower connections or scale.max of an app");
  });

  it("fit when their sum does, and one more does not", () => {
    assert(
      property(
        constantFrom(...classes),
        array(record({ connections: integer({ min: 1, max: 300 }), copies: integer({ min: 1, max: 8 }) }), {
          maxLength: 8,
        }),
        (name, needs) => {
          const sum = needs.reduce((all, one) => all + one.connections * one.copies, 0);
          const left = maxConnections(name) - 10 - sum;
          const apps = needs.map((one, index) => ({ ...need(`a${index}`, 0), ...one }));
          expect(connectionProblems(name, apps, "dev").length).to.equal(left >= 0 ? 0 : 1);
          if (left < 0) return;
          expect(connectionProblems(name, [...apps, need("more", left + 1)], "dev").length).to.equal(1);
        },
      ),
    );
  });

  it("are noted when they fit, but not twice, as while all apps are replaced", () => {
    const two = (connections: number) => [need("shop", 20, 1, true), need("blog", connections, 1, true)];
    expect(connectionNotes("db.t4g.micro", two(17))).to.deep.equal([]);
    expect(connectionNotes("db.t4g.micro", [need("shop", 60), need("blog", 7, 1, true)])).to.deep.equal([]);
    expect(connectionNotes("db.t4g.micro", two(18))).to.deep.equal([
      "While all apps are replaced at once they may open 76 database connections, and db.t4g.micro takes 74: a copy may have to try again.",
    ]);
  });
});
