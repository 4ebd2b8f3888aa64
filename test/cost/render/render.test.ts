import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { renderMarkdown } from "../../../cost/render/markdown";
import { renderText } from "../../../cost/render/text";
import { priced, resources, sampleStack, short, types } from "../resources";

const GOLDEN = join(__dirname, "..", "..", "golden", "cost");
const usage = { top: { requestsPerMonth: 2_000_000, egressGb: 150 } };
const scaling = resources(
  short(types.function, "a-function-with-a-name-that-is-much-longer-than-its-column-allows-it-to-be", {
    memorySize: 512,
  }),
  short("aws:ec2/launchTemplate:LaunchTemplate", "template", { instanceType: "t4g.small" }),
  short("aws:autoscaling/group:Group", "web", {
    minSize: 1,
    maxSize: 4,
    launchTemplate: { id: "${template.id}" },
  }),
  short("aws:ecs/taskDefinition:TaskDefinition", "task", { cpu: "256", memory: "512" }),
  short("aws:ecs/service:Service", "spot", {
    taskDefinition: "${task.arn}",
    desiredCount: 1,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
  }),
);
const review = priced([...sampleStack(), ...scaling], { usage });

describe("the rendered review", () => {
  for (const [file, text] of [
    ["review.txt", renderText(review)],
    ["review.md", renderMarkdown(review)],
  ] as const) {
    it(`is as in ${file}`, () => {
      if (process.env["UPDATE"] === "1") writeFileSync(join(GOLDEN, file), `${text}\n`);
      expect(`${text}\n`).to.equal(readFileSync(join(GOLDEN, file), "utf8"));
    });
  }

  it("is exactly 100 columns wide and nowhere wider", () => {
    expect(
      Math.max(
        ...renderText(review)
          .split("\n")
          .map((row) => row.length),
      ),
    ).to.equal(100);
  });

  it("names what is unknown and unsupported and marks what is not verified", () => {
    const text = renderText(review);
    expect(text).to.contain("  strange (nothing Known): this review has no rule for the type");
    expect(text).to.contain(
      "  broken (rds Instance): no prices for the service rds.oracle.singleAZ; nearest:",
    );
    expect(text).to.contain("? rests on a price that no published source confirms");
  });
});
