import { expect } from "chai";
import { cachePasswords, refusedRotations } from "../../../plan/switching/cache-passwords";
import { type Memory, noMemory } from "../../../plan/switching/memory";
import { checkSettings } from "../../../settings/check";
import { formatProblems } from "../../../settings/problems";

const app = (name: string, more: object = {}) => ({ name, image: "nginx:1", port: 80, cache: true, ...more });
const settings = (...apps: readonly object[]) =>
  checkSettings({ tier: "fargate", domain: "example.com", apps });
const served = (versions: Readonly<Record<string, number>>): Memory => ({
  ...noMemory,
  record: { ...noMemory.record, cachePasswords: versions },
});
const refusal = (version: number, memory: Memory, onElasticache = true) =>
  formatProblems(
    refusedRotations(
      settings(app("docs", { cache: false }), app("shop", { passwordVersion: version })),
      onElasticache,
      memory,
    ),
  );

describe("versions of passwords on ElastiCache", () => {
  it("go up by one from what the last finished update left, or stay: all else would cut copies off", () => {
    const text = (got: number) =>
      "apps[1].passwordVersion: copies of shop have version 3, and ElastiCache takes only the version of the settings " +
      `and the one before; got ${got}; allowed 3 or 4; raise it by one, bring pulumi up to its end, then raise it again`;
    const found = [1, 2, 3, 4, 5, 9].map((version) => refusal(version, served({ shop: 3 })).trim());
    for (const [index, got] of [1, 2, 5, 9].entries())
      expect(found[[0, 1, 4, 5][index] ?? 0]).to.include(text(got));
    expect([found[2], found[3]]).to.deep.equal(["", ""]);
  });

  it("may be any on the box and of an app that is new there, and on a stack that has not written them down", () => {
    expect(refusal(9, served({ shop: 3 }), false)).to.equal("");
    expect(refusal(9, served({ mail: 3 }))).to.equal("");
    expect(refusal(9, noMemory)).to.equal("");
  });

  it("are written down of apps with a cache there, and of no others", () => {
    const apps = settings(app("docs", { cache: false }), app("mail"), app("shop", { passwordVersion: 4 }));
    expect(cachePasswords(apps, true)).to.deep.equal({ cachePasswords: { mail: 1, shop: 4 } });
    expect(cachePasswords(apps, false)).to.deep.equal({});
    expect(cachePasswords(settings(app("docs", { cache: false })), true)).to.deep.equal({});
  });
});
