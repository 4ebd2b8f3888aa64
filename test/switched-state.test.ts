import { expect } from "chai";
import type { RecordedResource } from "../cli/evaluate/recorded-resource";
import { tierNames, type Tier } from "../settings/schema";
import { evaluated } from "./evaluated";

const apps = [
  { name: "shop", image: "ghcr.io/acme/shop:1.0.0", port: 3000, database: true, cache: true },
  { name: "mail", image: "ghcr.io/acme/mail:1.0.0", database: true },
];
const portfolio = ["domain=example.com", "budget=null", `apps=${JSON.stringify(apps)}`];

async function registered(to: Tier, from?: Tier): Promise<readonly RecordedResource[]> {
  return (await evaluated("dev", [`tier=${to}`, ...portfolio], undefined, from)).resources;
}

const kept = (resources: readonly RecordedResource[]) => resources.filter(({ options }) => options.protect);

/** Everything that a resource waits for, also by way of others. */
function before(urn: string, resources: readonly RecordedResource[]): ReadonlySet<string> {
  const known = new Map(resources.map((one) => [one.urn, one.options.dependsOn]));
  const found = new Set<string>();
  const visit = (one: string) => {
    for (const next of known.get(one) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(urn);
  return found;
}

const pairs = tierNames.flatMap((from) => tierNames.filter((to) => to !== from).map((to) => ({ from, to })));

for (const { from, to } of pairs)
  describe(`a switch from ${from} to ${to}`, () => {
    it("keeps all that was protected, under the same URN, protected, and with the same inputs", async () => {
      const after = new Map((await registered(to, from)).map((one) => [one.urn, one]));
      for (const { urn, inputs, options } of kept(await registered(from))) {
        const there = after.get(urn);
        expect(there?.options.protect, urn).to.equal(true);
        expect(there?.options.ignoreChanges, urn).to.deep.equal(options.ignoreChanges);
        expect(there?.inputs, urn).to.deep.equal(inputs);
      }
    });

    it("lets no name of the old tier go before the data is in its place and the new names are there", async () => {
      const resources = await registered(to, from);
      const record = (tier: Tier) => resources.find(({ name }) => name === `${tier}-shop.example.com`);
      const [old, fresh] = [record(from), record(to)];
      const dataHome = resources.find(({ type }) => type.endsWith(":DataHome"));
      const first = before(old?.urn ?? "", resources);
      expect(first.has(fresh?.urn ?? "none")).to.equal(true);
      expect(first.has(dataHome?.urn ?? "none")).to.equal(true);
      expect([old?.inputs, fresh?.inputs].map((inputs) => inputs?.["weightedRoutingPolicies"])).to.deep.equal(
        [[{ weight: 0 }], [{ weight: 100 }]],
      );
    });
  });
