import { expect } from "chai";
import { assert, property, uniqueArray, stringMatching, nat } from "fast-check";
import { deployedFrom } from "../../plan/deployed";
import type { HostRule } from "../../plan/fargate-types";
import { hostRules, ruleName } from "../../plan/host-rules";
import type { AppPlan } from "../../plan/types";

const app = (name: string, hosts: readonly string[] = [`${name}.example.com`]) =>
  ({ name, hosts, redirectHosts: [] }) as unknown as AppPlan;

const prioritiesOf = (rules: readonly HostRule[]) =>
  Object.fromEntries(rules.map((rule) => [ruleName(rule), rule.priority]));

describe("host rules of the load balancer", () => {
  it("take five hosts each, so an app with more gets several", () => {
    const hosts = Array.from({ length: 11 }, (_, index) => `h${index}.example.com`);
    const rules = hostRules([app("shop", hosts)]);
    expect(rules.map((rule) => rule.hosts.length)).to.deep.equal([5, 5, 1]);
    expect(rules.flatMap((rule) => rule.hosts)).to.deep.equal(hosts);
    expect(rules.map((rule) => rule.index)).to.deep.equal([0, 1, 2]);
  });

  it("send hosts that redirect to the app's first host, in rules of their own", () => {
    const redirectHosts = Array.from({ length: 6 }, (_, index) => `old${index}.example.com`);
    const rules = hostRules([{ ...app("shop"), redirectHosts } as AppPlan]);
    expect(rules.map(({ redirectTo, index, hosts }) => [redirectTo, index, hosts.length])).to.deep.equal([
      [undefined, 0, 1],
      ["shop.example.com", 0, 5],
      ["shop.example.com", 1, 1],
    ]);
    expect(rules.slice(1).flatMap(({ hosts }) => hosts)).to.deep.equal(redirectHosts);
    expect(new Set(rules.map(({ priority }) => priority)).size).to.equal(3);
  });

  it("have priorities of their own between 1 and 50000, whatever the apps are called", () => {
    assert(
      property(uniqueArray(stringMatching(/^[a-z]{1,8}$/), { maxLength: 100 }), (names) => {
        const priorities = hostRules(names.map((name) => app(name))).map((rule) => rule.priority);
        expect(new Set(priorities).size).to.equal(names.length);
        expect(priorities.filter((one) => one < 1 || one > 50_000)).to.deep.equal([]);
      }),
    );
  });

  it("keep their priority whatever else is deployed, added, removed or written elsewhere", () => {
    assert(
      property(
        uniqueArray(stringMatching(/^[a-z]{1,8}$/), { minLength: 3, maxLength: 30 }),
        uniqueArray(stringMatching(/^[a-z]{1,8}$/), { maxLength: 30 }),
        nat(),
        (names, more, at) => {
          const first = names.map((name) => app(name));
          const deployed = prioritiesOf(hostRules(first));
          expect(prioritiesOf(hostRules(first.toReversed()))).to.deep.equal(deployed);
          const kept = first.filter((_, index) => index !== at % names.length);
          const next = [...more.filter((name) => !names.includes(name)).map((name) => app(name)), ...kept];
          const priorities = prioritiesOf(hostRules(next, deployed));
          for (const { name } of kept) expect(priorities[`${name}-0`]).to.equal(deployed[`${name}-0`]);
          const fresh = Object.entries(priorities).filter(([name]) => !(name in deployed));
          const all = [...Object.values(deployed), ...fresh.map(([, priority]) => priority)];
          expect(new Set(all).size).to.equal(all.length);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it("leave a number that is deployed to its rule, also when that rule goes: it is deleted last", () => {
    const [wanted] = hostRules([app("news")]);
    const taken = wanted?.priority ?? 0;
    const [moved] = hostRules([app("news")], { "shop-0": taken });
    expect(moved?.priority).to.not.equal(taken);
    expect(
      hostRules([app("shop"), app("news")], { "shop-0": taken }).map(({ priority }) => priority),
    ).to.deep.equal([taken, moved?.priority]);
  });

  it("are known of a deployed stack by their logical names", () => {
    const type = "aws:lb/listenerRule:ListenerRule";
    const rule = (name: string, priority: number) => ({ type, name, outputs: { priority } });
    const { priorities } = deployedFrom([rule("shop-0", 7), rule("shop.redirect-0", 8)]);
    expect(priorities).to.deep.equal({ "shop-0": 7, "shop.redirect-0": 8 });
    const moving = { ...app("shop"), redirectHosts: ["old.example.com"] } as AppPlan;
    expect(hostRules([moving], priorities).map(({ priority }) => priority)).to.deep.equal([7, 8]);
  });
});
