import { expect } from "chai";
import { difference } from "../../../cost/difference";
import { reviewBefore } from "../../../cost/readers/program-review";
import { withUnchanged } from "../../../cost/readers/unchanged";
import { book, fixture, preview, programOf, reviewOf, shown, step } from "./fixture";

const VOLUME = "aws:ebs/volume:Volume";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const gp3 = (size: unknown) => ({ type: "gp3", size });

async function thrownBy(action: () => Promise<unknown>): Promise<string> {
  return action().then(
    () => "nothing",
    (error: unknown) => String(error),
  );
}

describe("a preview", () => {
  it("counts what there is after the update: no deletions, replacements once", async () => {
    const steps = [
      step("create", VOLUME, "new", { inputs: gp3(10) }),
      step("delete", VOLUME, "gone", { old: gp3(1000) }),
      step("create-replacement", VOLUME, "other", { old: gp3(5), inputs: gp3(20) }),
      step("replace", VOLUME, "other", { old: gp3(5), inputs: gp3(20) }),
      step("delete-replaced", VOLUME, "other", { old: gp3(5) }),
    ];
    const program = await programOf(preview(steps));
    expect(shown(reviewOf(program))).to.deep.equal([
      "new: Volume 10 GB gp3 = 0.8",
      "other: Volume 20 GB gp3 = 1.6",
    ]);
    const before = reviewBefore(program, { book });
    expect(before?.monthly.total).to.equal(80.4);
  });

  it("shows nothing before the first update", async () => {
    expect(reviewBefore(await fixture("autoscaling.preview"), { book })).to.equal(undefined);
  });

  it("shows the difference to what is deployed, through a changed launch template too", async () => {
    const program = await fixture("autoscaling.update-whole");
    const before = reviewBefore(program, { book });
    expect(before?.monthly.total).to.equal(68.513);
    const after = reviewOf(program);
    expect(after.monthly.total).to.equal(85.041);
    expect(before && difference(before, after).total).to.deep.equal({
      resources: 16.528,
      prices: 0,
      monthly: 16.528,
    });
  });

  it("is completed by an export where it leaves unchanged resources out", async () => {
    const partial = await fixture("autoscaling.update");
    expect(partial.leftOut).to.equal(9);
    const whole = withUnchanged(partial, await fixture("autoscaling.export"));
    expect(reviewOf(whole)).to.deep.include({
      unknown: [],
      monthly: reviewOf(await fixture("autoscaling.update-whole")).monthly,
    });
  });

  it("says that it leaves unchanged resources out", async () => {
    const { unknown } = reviewOf(await fixture("autoscaling.update"));
    expect(unknown).to.deep.equal([
      {
        resource: "9 unchanged resources",
        urn: "",
        type: "unchanged",
        reason: "not in the file, so total and change are not whole; make the preview with --show-sames",
      },
    ]);
  });

  it("is not compared with anything else when it leaves resources out", async () => {
    const partial = await fixture("autoscaling.update");
    const other = await fixture("containers.export");
    for (const baseline of [undefined, other, partial]) {
      expect(() => withUnchanged(partial, baseline)).to.throw(
        /^leaves out 9 unchanged resources, so a comparison/,
      );
    }
  });

  it("takes no argument from the deployed object that the update takes away", async () => {
    const fast = { ...gp3(20), iops: 4000 };
    const slower = step("update", VOLUME, "data", {
      old: fast,
      inputs: gp3(20),
      outputs: { arn: "arn:aws:x" },
    });
    expect(shown(reviewOf(await programOf(preview([slower]))))).to.deep.equal([
      "data: Volume 20 GB gp3 = 1.6",
    ]);
  });

  it("finds what stays by the id of the deployed object, what is replaced by nothing but its dependencies", async () => {
    const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
    const sizes = { minSize: 1, maxSize: 1, launchTemplate: { id: "web-id" } };
    const group = step("same", "aws:autoscaling/group:Group", "group", { old: sizes, inputs: sizes });
    const review = async (op: string) => {
      const inputs = { old: { instanceType: "t4g.small" }, inputs: { instanceType: "t4g.medium" } };
      return reviewOf(await programOf(preview([step(op, TEMPLATE, "web", inputs), group])));
    };
    expect(shown(await review("update"))[0]).to.equal("group: t4g.medium, Linux, on demand = 24.528");
    expect((await review("replace")).unknown[0]?.reason).to.equal(
      "its launch template is not among the resources",
    );
  });

  it("does not count what already waits for its deletion as deployed", async () => {
    const waiting = step("delete", VOLUME, "old", { old: gp3(1000), leaving: true });
    const program = await programOf(
      preview([waiting, step("same", VOLUME, "data", { old: gp3(10), inputs: gp3(10) })]),
    );
    expect(reviewBefore(program, { book })?.monthly.total).to.equal(0.8);
  });

  it("takes an unknown value from nowhere else: not from the state that it replaces", async () => {
    const kept = step("update", VOLUME, "data", { old: gp3(20), inputs: gp3(UNKNOWN) });
    const { lines, unknown } = reviewOf(await programOf(preview([kept])));
    expect(lines).to.deep.equal([]);
    expect(unknown.map(({ reason }) => reason)).to.deep.equal(["size is not known before the update"]);
  });

  it("that failed is refused with the first error", async () => {
    expect(await thrownBy(() => fixture("failed.preview"))).to.match(
      /^ReaderError: is a failed preview: error: the settings need a change: instanceType: unknown setting/,
    );
    expect(await thrownBy(() => programOf({ config: {}, diagnostics: [] }))).to.equal(
      "ReaderError: is a preview without any step: it did not succeed",
    );
  });

  it("with senseless numbers ends in unknown costs, each with its reason", async () => {
    const sizes = [-5, 1e300, "twenty", "NaN", [1], {}, null];
    const steps = sizes.map((size, index) => step("create", VOLUME, `v${index}`, { inputs: gp3(size) }));
    const { monthly, unknown } = reviewOf(
      await programOf(preview([...steps, step("create", VOLUME, "ok", { inputs: gp3("20") })])),
    );
    expect(monthly.total).to.equal(1.6);
    expect(unknown.map(({ resource, reason }) => `${resource}: ${reason}`)).to.deep.equal([
      "v0: size must be a number of 0 or more; got -5",
      "v1: size is more than AWS offers; got 1e+300",
      'v2: size must be a number of 0 or more; got "twenty"',
      'v3: size must be a number of 0 or more; got "NaN"',
      "v4: size must be a number of 0 or more; got [1]",
      "v5: size must be a number of 0 or more; got {}",
      "v6: size is not given",
    ]);
  });
});
