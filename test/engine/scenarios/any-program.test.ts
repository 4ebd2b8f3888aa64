import { expect } from "chai";
import { difference } from "../../../cost/difference";
import { estimate } from "../../../cost/estimate";
import { loadPriceBook } from "../../../cost/prices/price-book";
import { readProgramFile } from "../../../cost/readers/program-file";
import { reviewBefore, reviewProgram } from "../../../cost/readers/program-review";
import type { CostReview } from "../../../cost/types";
import { evaluated } from "../../evaluated";
import { deployedDevStack, newDevStack } from "../dev-stack";

const book = loadPriceBook();

async function programOf(stdout: string) {
  return readProgramFile(bytes(stdout));
}

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

function billed({ lines }: CostReview): string[] {
  return lines
    .map(({ urn, component, quantity, rate }) => `${urn} ${component} ${quantity} x ${rate}`)
    .toSorted();
}

describe("engine: `npm run cost` on the output of `pulumi preview --json`", () => {
  it("gives the same lines as the program's own review without an account", async () => {
    const { stdout } = await (await newDevStack()).preview();
    const review = reviewProgram(await programOf(stdout), { book });
    const { resources } = await evaluated("dev");
    const own = estimate(resources, { book, region: "us-east-1" });
    expect(review.monthly).to.deep.equal(own.monthly);
    expect(billed(review)).to.deep.equal(billed(own));
    expect(review.unknown).to.deep.equal([]);
  });

  it("gives the difference to what is deployed", async () => {
    const stack = (await deployedDevStack()).deployment.copy();
    stack.edit((settings) => settings.setIn(["config", "ladder:box", "instance"], "t4g.medium"));
    const program = await programOf((await stack.preview("--show-sames")).stdout);
    expect(program.leftOut).to.equal(0);
    const before = reviewBefore(program, { book });
    const { total } = difference(before as CostReview, reviewProgram(program, { book }));
    expect(total).to.deep.equal({ resources: 12.264, prices: 0, monthly: 12.264 });
  });
});
