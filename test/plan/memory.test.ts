import { expect } from "chai";
import fc from "fast-check";
import { instanceTypes, memoryPlan, memoryProblems } from "../../plan/memory";

const app = (name: string, memoryMb: number) => ({ name, memoryMb });

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
      { what: "caddy", mb: 48 },
      { what: "postgres", mb: 192 },
      { what: "redis", mb: 48 },
      { what: "2 apps", mb: 164 },
      { what: "5 containers x 5", mb: 25 },
      { what: "largest app again while it updates", mb: 100 },
    ]);
    expect({ ...plan, lines: [] }).to.deep.equal({
      usableMb: 1904,
      lines: [],
      neededMb: 817,
      freeMb: 1087,
      swapMb: 2048,
      smallestThatFits: "t4g.micro",
    });
  });

  it("refuses apps that do not fit, with the arithmetic and the smallest instance that does", () => {
    const [problem] = memoryProblems({ instanceType: "t4g.micro", apps: [app("big", 900)] });
    expect(problem).to.deep.equal({
      path: "box.instance",
      problem: "the apps do not fit into the box's memory",
      got: "t4g.micro with 952 MiB for 2098 MiB (system 240 + caddy 48 + 1 apps 900 + 2 containers x 5 10 + largest app again while it updates 900)",
      allowed: "t4g.medium or larger",
      hint: "pulumi config set --path 'ladder:box.instance' t4g.medium",
    });
  });

  it("says so when no known instance is large enough", () => {
    const [problem] = memoryProblems({
      instanceType: "t4g.micro",
      apps: [app("huge", 65_000), app("huge2", 65_000)],
    });
    expect(problem?.allowed).to.equal("less memory per app");
  });

  it("refuses an instance type it does not know or that is not arm64", () => {
    const [problem] = memoryProblems({ instanceType: "t3.micro", apps: [] });
    expect(problem?.problem).to.equal("unknown or not an arm64 type");
  });

  it("adds up for any apps, and the instance it names really fits", () => {
    const anyApps = fc.array(fc.integer({ min: 8, max: 4000 }), { maxLength: 40 });
    fc.assert(
      fc.property(anyApps, fc.constantFrom(...instanceTypes()), (sizes, instanceType) => {
        const needs = { instanceType, apps: sizes.map((mb, index) => app(`a${index}`, mb)), databaseMb: 192 };
        const plan = memoryPlan(needs);
        expect(plan.neededMb).to.equal(plan.lines.reduce((sum, line) => sum + line.mb, 0));
        expect(plan.freeMb).to.equal(plan.usableMb - plan.neededMb);
        if (plan.smallestThatFits !== "") {
          expect(memoryProblems({ ...needs, instanceType: plan.smallestThatFits })).to.deep.equal([]);
        }
      }),
    );
  });
});
