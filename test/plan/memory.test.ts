import { expect } from "chai";
import fc from "fast-check";
import { type MemoryNeeds, memoryPlan, memoryProblems, smallerInstanceTypes } from "../../plan/memory";
import instanceData from "../../settings/data/instance-types.json";

const app = (name: string, memoryMb: number) => ({ name, memoryMb });
const fits = (needs: MemoryNeeds) => memoryProblems(needs, "dev").length === 0;

describe("memory of the box", () => {
  it("counts system, services, apps, containers and the largest app twice", () => {
    const plan = memoryPlan({
      instanceType: "t4g.small",
      apps: [app("a", 100), app("b", 64)],
      databaseMb: 192,
      cacheMb: 48,
    });
    expect(plan.lines).to.deep.equal([
      { what: "system", mb: 240 },
      { what: "caddy", mb: 80 },
      { what: "postgres", mb: 192 },
      { what: "redis", mb: 48 },
      { what: "2 apps", mb: 164 },
      { what: "5 containers x 5", mb: 25 },
      { what: "largest app again while it updates", mb: 100 },
    ]);
    expect({ ...plan, lines: [] }).to.deep.equal({
      usableMb: 1904,
      lines: [],
      neededMb: 849,
      freeMb: 1055,
      swapMb: 2048,
      smallestThatFits: "t4g.micro",
    });
  });

  it("refuses apps that do not fit, with the arithmetic and the smallest instance that does", () => {
    const [problem] = memoryProblems(
      { instanceType: "t4g.micro", apps: [app("a", 8), app("big", 900)] },
      "prod",
    );
    expect(problem).to.deep.equal({
      path: "box.instance",
      problem: "the apps do not fit into the box's memory, 1191 MiB are missing",
      got: "t4g.micro with 952 MiB for 2143 MiB (system 240 + caddy 80 + 2 apps 908 + 3 containers x 5 15 + largest app again while it updates 900)",
      allowed: "t4g.medium or larger",
      hint: "pulumi config set --path 'ladder:box.instance' t4g.medium -s prod, or lower memoryMb of big, the largest app (900 MiB)",
    });
  });

  it("says so when no known instance is large enough", () => {
    const apps = [app("large", 64_000), app("huge", 65_000)];
    const [problem] = memoryProblems({ instanceType: "t4g.micro", apps }, "dev");
    expect([problem?.allowed, problem?.hint]).to.deep.equal([
      "less memory per app",
      "lower memoryMb of huge, the largest app (65000 MiB)",
    ]);
  });

  const fitting: readonly [number, string][] = [
    [1, "t4g.nano"],
    [600, "t4g.micro"],
    [1500, "t4g.small"],
    [3000, "t4g.medium"],
    [7000, "t4g.large"],
    [30_000, "t4g.2xlarge"],
    [60_000, "r7g.2xlarge"],
  ];
  for (const [cacheMb, type] of fitting) {
    it(`names ${type} for ${cacheMb} MiB of cache: least memory, then burstable, then fewest vCPUs`, () => {
      expect(memoryPlan({ instanceType: "t4g.nano", apps: [], cacheMb }).smallestThatFits).to.equal(type);
    });
  }

  it("lists the smaller types of a family, smallest first", () => {
    expect(smallerInstanceTypes("t4g.medium")).to.deep.equal(["t4g.nano", "t4g.micro", "t4g.small"]);
  });

  it("adds up for any apps, and the instance it names is the smallest that fits", () => {
    const anyApps = fc.array(fc.integer({ min: 8, max: 4000 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        anyApps,
        fc.constantFrom(...instanceData.types.map(({ type }) => type)),
        (sizes, instanceType) => {
          const needs = {
            instanceType,
            apps: sizes.map((mb, index) => app(`a${index}`, mb)),
            databaseMb: 192,
          };
          const plan = memoryPlan(needs);
          expect(plan.neededMb).to.equal(plan.lines.reduce((sum, line) => sum + line.mb, 0));
          expect(plan.freeMb).to.equal(plan.usableMb - plan.neededMb);
          const enough = instanceData.types.filter(({ type }) => fits({ ...needs, instanceType: type }));
          const least = Math.min(...enough.map(({ memoryMb }) => memoryMb));
          const named = enough.find(({ type }) => type === plan.smallestThatFits);
          expect(named?.memoryMb ?? Infinity).to.equal(least);
        },
      ),
    );
  });
});
