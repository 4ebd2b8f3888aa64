import { expect } from "chai";
import { assert, property, uniqueArray, stringMatching, nat } from "fast-check";
import { hostRules } from "../../plan/host-rules";
import type { AppPlan } from "../../plan/types";

const app = (name: string, hosts: readonly string[] = [`${name}.example.com`]) =>
  ({ name, hosts, redirectHosts: [] }) as unknown as AppPlan;

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

  it("keep their priority when an app is written after them, or one without a collision goes", () => {
    assert(
      property(
        uniqueArray(stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 30 }),
        nat(),
        (names, at) => {
          const all = hostRules(names.map((name) => app(name)));
          expect(hostRules(names.slice(0, -1).map((name) => app(name)))).to.deep.equal(all.slice(0, -1));
          const gone = names[at % names.length];
          const rest = hostRules(names.filter((name) => name !== gone).map((name) => app(name)));
          const moved = rest.filter(
            (rule) => rule.priority !== all.find((one) => one.app === rule.app)?.priority,
          );
          expect(moved.length).to.be.at.most(1);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
