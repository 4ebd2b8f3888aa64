import { expect } from "chai";
import { withChanges } from "../../../cli/load-stack";
import { switched } from "./switched";

describe("what a switch leaves behind", () => {
  it("is named by app and kind", () => {
    const left = (...args: Parameters<typeof switched>) =>
      switched(...args).switching?.notMoved.map(({ app, what }) => `${app} ${what}`);
    expect(left("compose", "beanstalk")).to.deep.equal(["shop cache", "notes files"]);
    expect(left("beanstalk", "fargate")).to.deep.equal(["shop cache"]);
    expect(left("compose", "compose", "database=rds")).to.deep.equal([]);
  });

  it("is found again on a tier that was left before, as it was then, without what was written since", () => {
    const { raw, region, after } = switched("compose", "fargate");
    const left = (...set: readonly string[]) =>
      withChanges("dev", { raw, region, deployed: after }, set).switching?.notMoved.map(({ text }) => text);
    expect(switched("compose", "fargate").switching?.notMoved.map(({ text }) => text)).to.deep.equal([
      "shop finds an empty Redis: sessions end, cached values are made anew, and jobs that wait stay on compose until it serves again.",
      "notes finds empty volumes: its files stay on compose.",
    ]);
    expect(left("tier=compose")).to.deep.equal([
      "shop finds Redis as it was left on compose: sessions since then end, cached values may be out of date, and jobs that wait stay on fargate until it serves again.",
      "notes finds its files as they were left on compose: those written on fargate stay there.",
    ]);
    expect(left("tier=beanstalk")).to.deep.equal([
      "shop finds an empty Redis: sessions end, cached values are made anew, and jobs that wait stay on fargate until it serves again.",
    ]);
    const back = withChanges("dev", { raw, region, deployed: after }, ["tier=compose"]);
    const third = withChanges("dev", { raw, region, deployed: back.after }, ["tier=beanstalk"]).switching;
    expect(third?.notMoved.map(({ text }) => text)).to.deep.equal([
      "shop finds an empty Redis: sessions end, cached values are made anew, and jobs that wait stay on compose until it serves again.",
      "notes finds its files as they were left on EFS: those written on compose stay there.",
    ]);
  });

  it("is, while visitors are split, also what those on the other tier write to files", () => {
    const texts = switched("compose", "fargate", "traffic=10").switching?.notMoved.map(({ text }) => text);
    expect(texts).to.include(
      "notes finds empty volumes: its files stay on compose; while visitors are split, each tier writes files that the other does not see.",
    );
  });
});
