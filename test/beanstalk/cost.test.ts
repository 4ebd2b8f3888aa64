import { expect } from "chai";
import { previewText } from "../../cli/preview-text";
import { renderText } from "../../cost/render/text";
import { reviewStack } from "../../cost/stack-review";
import { evaluated } from "../evaluated";
import { expectGolden } from "../golden-file";
import { balancedStack, singleStack } from "./beanstalk-stack";

describe("the cost review of the beanstalk tier", () => {
  for (const [kind, set] of [
    ["single", singleStack()],
    ["balanced", balancedStack()],
  ] as const) {
    it(`itemises all of a portfolio, ${kind}, and knows every price`, async () => {
      const { plan, resources } = await evaluated("dev", set);
      const review = reviewStack(plan, resources);
      expect(review.unknown).to.deep.equal([]);
      expectGolden(`cost/tier-beanstalk-${kind}.txt`, renderText(review));
    });
  }
});

describe("the preview of the beanstalk tier", () => {
  const one =
    'apps=[{"name":"one","image":"traefik/whoami:v1.11.0","port":80,"secrets":[{"name":"KEY","generate":true}]}]';

  it("says under what name that only AWS knows an app will answer, and whose memory it counts", async () => {
    const text = async (set: readonly string[]) => {
      const { plan, ...evaluation } = await evaluated("dev", set);
      return previewText(plan, { ...evaluation });
    };
    expect(await text(singleStack("domain=null", one))).to.include("http://one.<address>.sslip.io");
    const balanced = await text(balancedStack("domain=null", one));
    expect(balanced).to.include("http://<load balancer>");
    expect(balanced).to.include("Memory of each instance (t4g.small, MiB)");
    expect(await text(balancedStack())).to.include("https://docs.example.com");
  });
});
