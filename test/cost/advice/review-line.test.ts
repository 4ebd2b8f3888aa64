import { expect } from "chai";
import { adviceLine, type KeptAdvice, type Verdict } from "../../../cost/advice/review-line";

const now = new Date("2026-11-22T12:00:00Z");
const places = { apps: "compose with t4g.medium", databases: "db.t4g.micro" };
const processor = { what: "sustained processor (vCPU)", used: 0.3, of: 0.4 };
const apps: Verdict = { of: "apps", now: places.apps, kind: "stay", days: 14, most: processor };
const databases: Verdict = {
  ...{ of: "databases", now: places.databases, kind: "up", days: 9 },
  to: { name: "db.t4g.small", change: 11.68 },
  most: { what: "connections", used: 73, of: 81 },
};
const said = (verdicts: readonly Verdict[], asked = "2026-11-20T08:15:00.000Z"): KeptAdvice => ({
  ...{ asked, verdicts },
});
const line = (kept: KeptAdvice, settings = places) => adviceLine(kept, settings, 30, now);
const text = (...verdicts: readonly Verdict[]) => line(said(verdicts))?.text;

describe("the line of the last advice in the cost review", () => {
  it("has the verdict, what is used most, and until when it was measured", () => {
    expect(line(said([apps]))).to.deep.equal({
      holds: true,
      text: "Measured over 14 days to 2026-11-20 (npm run advise): stay on compose with t4g.medium; most used is sustained processor (vCPU): 0.3 of 0.4, 75 %.",
    });
  });

  it("has what a move saves or costs, and says where nothing is large enough", () => {
    const until = "Measured over 14 days to 2026-11-20 (npm run advise): ";
    const used = "; most used is sustained processor (vCPU): 0.3 of 0.4, 75 %.";
    const down: Verdict = { ...apps, kind: "down", to: { name: "compose with t4g.small", change: -12.264 } };
    expect(text(down)).to.equal(
      `${until}move down to compose with t4g.small, which saves 12.26 a month${used}`,
    );
    const up: Verdict = { ...apps, kind: "up", to: { name: "fargate", change: 40 } };
    expect(text(up)).to.equal(`${until}move up to fargate, which costs 40.00 more a month${used}`);
    expect(text({ ...apps, kind: "up" })).to.equal(
      `${until}compose with t4g.medium is too small, and nothing larger that is known carries it${used}`,
    );
  });

  it("goes on with the databases on RDS, and leaves them out once they are elsewhere", () => {
    expect(text(apps, databases)).to.match(
      / 75 %\. Databases: move up to db\.t4g\.small, which costs 11\.68 more a month; most used is connections: 73 of 81, 90 %\.$/,
    );
    const home = line(said([apps, databases]), { ...places, databases: "" });
    expect(home?.text).to.equal(text(apps));
  });

  it("says of settings that were not measured that it is not about them", () => {
    expect(line(said([apps, databases]), { ...places, apps: "fargate" })).to.deep.equal({
      holds: false,
      text: "npm run advise measured compose with t4g.medium (2026-11-20), which these settings are not: they have no advice yet.",
    });
  });

  it("has no verdict of figures that are too old, and nothing when they are of another place as well", () => {
    const old = said([apps], "2026-10-23T11:59:59.000Z");
    expect(line(old)).to.deep.equal({
      holds: false,
      text: "The last advice is of 2026-10-23, older than 30 days: npm run advise measures again.",
    });
    expect(line(old, { ...places, apps: "fargate" })).to.equal(undefined);
    expect(line(said([apps], "2026-10-23T12:00:00.000Z"))?.holds).to.equal(true);
  });

  it("is none without a verdict for what runs the apps, and none from the future", () => {
    expect(line(said([]))).to.equal(undefined);
    expect(line(said([databases]))).to.equal(undefined);
    expect(line(said([apps], "2026-11-23T00:00:00.000Z"))).to.equal(undefined);
  });
});
