import { expect } from "chai";
import { loadWithDomain } from "../../cli/load-with-domain";
import { evaluateStack } from "../../cli/review-stack";
import { renderText } from "../../cost/render/text";
import { reviewStack } from "../../cost/stack-review";
import { tierNames } from "../../settings/schema";
import { expectGolden } from "../golden-file";

describe("the cost review of the example stacks", () => {
  for (const stack of ["dev", "prod"])
    for (const tier of tierNames)
      it(`itemises ${stack} on ${tier}, and knows every price`, async () => {
        const loaded = loadWithDomain({ stack, tier, set: [] });
        const review = reviewStack(loaded.plan, (await evaluateStack(loaded)).resources);
        expect(review.unknown).to.deep.equal([]);
        expectGolden(`cost/stack-${stack}-${tier}.txt`, renderText(review));
      });
});
