import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { keepAdvice, keptAdvice, verdictOf } from "../../../cli/advise/kept-advice";
import type { KeptAdvice } from "../../../cost/advice/review-line";

describe("advice that is kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-kept-"));
  const [one, other] = [join(folder, "one"), join(folder, "other")];
  const cache = process.env["XDG_CACHE_HOME"];
  const kept = join(folder, "ladder/advise");
  const most = { what: "memory (MiB)", used: 900, of: 1000 };
  const now = { set: [], name: "compose with t4g.small", tier: 0, capacity: {}, monthly: 20.5 };
  const larger = { ...now, name: "compose with t4g.medium", monthly: 32.75 };
  const evidence = [{ what: "processor", used: 0.5, of: 1 }, most];
  const advice: KeptAdvice = {
    asked: "2026-11-20T08:15:00.000Z",
    verdicts: verdictOf("apps", now, { kind: "up", to: larger, evidence }, 14),
  };

  before(() => {
    process.env["XDG_CACHE_HOME"] = folder;
    for (const path of [one, other]) mkdirSync(path);
  });
  after(() => {
    if (cache === undefined) delete process.env["XDG_CACHE_HOME"];
    else process.env["XDG_CACHE_HOME"] = cache;
    rmSync(folder, { recursive: true });
  });

  it("is what a move costs and what is used most, and nothing without figures", () => {
    expect(advice.verdicts).to.deep.equal([
      {
        ...{ of: "apps", now: now.name, kind: "up", days: 14, most },
        to: { name: larger.name, change: 12.25 },
      },
    ]);
    expect(verdictOf("apps", now, { kind: "stay", evidence: [] }, 14)).to.deep.equal([]);
  });

  it("is read again for its stack and its folder alone, and only its user may", () => {
    keepAdvice("prod", advice, one);
    expect(keptAdvice("prod", one)).to.deep.equal(advice);
    expect([keptAdvice("dev", one), keptAdvice("prod", other)]).to.deep.equal([undefined, undefined]);
    const [name = ""] = readdirSync(kept);
    expect(statSync(join(kept, name)).mode & 0o777).to.equal(0o600);
  });

  it("is none when its file is damaged, or of another version", () => {
    const [name = ""] = readdirSync(kept);
    const file = join(kept, name);
    const whole = readFileSync(file, "utf8");
    for (const damaged of [
      "",
      "{",
      "null",
      whole.slice(0, -9),
      whole.replace('"kind":"up"', '"kind":"left"'),
    ]) {
      writeFileSync(file, damaged);
      expect(keptAdvice("prod", one), damaged).to.equal(undefined);
    }
  });
});
