import { expect } from "chai";
import { billService } from "../../../cost/actual/bill-service";
import { expectedOf } from "../../../cost/actual/expected";
import { sumOf } from "../../../cost/money";
import { ACCOUNT } from "../../../cost/free-lines";
import { evaluateStack } from "../../../cli/review-stack";
import { loadStack } from "../../../cli/load-stack";
import { reviewStack } from "../../../cost/stack-review";
import { stacks } from "../../arguments/stacks";

async function linesOf(stack: string, set: readonly string[]) {
  const loaded = loadStack({ stack, set });
  const { resources } = await evaluateStack(loaded);
  return reviewStack(loaded.plan, resources);
}

describe("the review by services of the bill", () => {
  it("finds a service for every line that the program can have", async () => {
    for (const [stack, set] of stacks.slice(0, 14)) {
      const { lines } = await linesOf(stack, set);
      const lost = lines.filter((line) => line.type !== ACCOUNT && billService(line) === undefined);
      expect(lost.map(({ type, component }) => `${type} ${component}`)).to.deep.equal([]);
    }
  });

  it("loses nothing: the services are the review's total, and a free share stands beside what it covers", async () => {
    const { lines, monthly } = await linesOf("dev", []);
    const services = expectedOf(lines, { month: "2026-11", days: 30, gone: 30 });
    expect(sumOf(services.map(({ month }) => month))).to.equal(monthly.total);
    const watch = services.find(({ service }) => service === "AmazonCloudWatch");
    expect(watch).to.deep.include({ month: 0, freeOfMonth: -3.7 });
    expect(services.map(({ service }) => service)).to.not.include("Other");
  });

  it("counts hours as hours, months as their days, and a zone at once", async () => {
    const { lines } = await linesOf("dev", ["domain=example.com"]);
    const services = expectedOf(lines, { month: "2026-12", days: 31, gone: 31 });
    const found = (name: string) => services.find(({ service }) => service === name);
    // 744 hours of an address at 0.005, where the review has 730.
    expect(found("Amazon Virtual Private Cloud")).to.deep.include({ month: 3.65, soFar: 3.72 });
    const first = expectedOf(lines, { month: "2026-12", days: 31, gone: 1 });
    expect(first.find(({ service }) => service === "Amazon Route 53")?.fixed).to.equal(0.5);
  });
});
