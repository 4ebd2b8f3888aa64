import { expect } from "chai";
import { evaluate } from "../../cli/evaluate/evaluate";
import { project, withChanges } from "../../cli/load-stack";
import { checkedStack } from "../../joining/checked-stack";
import { stackText } from "../../joining/stack-text";
import { readSource } from "../../cli/import/read-source";
import { stackDocument } from "../../settings/stack-document";
import { stackSettings } from "../../settings/stack-settings";
import { expectGolden } from "../golden-file";
import { fixtures, joinedFixture } from "./fixture";

function textOf(name: string): string {
  const joined = joinedFixture(name);
  return stackText(joined, { file: joined.file, region: "eu-central-1" });
}

/** The resources that the program registers for a written stack file. */
async function resourcesOf(text: string) {
  const file = "Pulumi.mine.yaml";
  const { config, region } = withChanges("mine", stackSettings(stackDocument(text, file), file), []);
  return evaluate({ project, stack: "mine", region, config, secretKeys: [`${project}:secrets`] });
}

describe("files of other platforms", () => {
  it("are tried on at least 30 Compose files of self-hosted apps, and one of each other platform", () => {
    const kinds = fixtures.map((name) => readSource(`test/joining/fixtures/${name}`).kind);
    expect(kinds.filter((kind) => kind === "compose").length).to.be.at.least(30);
    expect([...new Set(kinds)].toSorted()).to.deep.equal(["compose", "fly", "procfile", "railway"]);
  });

  for (const name of fixtures) {
    it(`${name} becomes a stack that the program itself evaluates, every app an app of it`, async () => {
      const text = textOf(name);
      expectGolden(`joining/${name}.yaml`, text);
      const apps = checkedStack(text, "mine").settings.apps.map((app) => app.name);
      const { resources, outputs } = await resourcesOf(text);
      const web = checkedStack(text, "mine").settings.apps.filter((app) => app.port !== undefined);
      expect(apps).to.have.members(joinedFixture(name).apps.map(({ settings }) => settings.name));
      expect(resources.filter(({ type }) => type === "aws:ec2/instance:Instance")).to.have.length(1);
      expect(Object.keys(outputs["urls"] as object)).to.have.members(web.map((app) => app.name));
    });
  }

  it("leave every secret of theirs out of what is written", () => {
    const secretive = fixtures.filter((name) => /s3cr3t/i.test(textOf(name)));
    expect(secretive).to.deep.equal([]);
  });

  it("give every app under --profile, too", () => {
    const without = joinedFixture("penpot").apps.map(({ settings }) => settings.name);
    const taken = joinedFixture("penpot", ["mail"]).apps.map(({ settings }) => settings.name);
    expect(taken.filter((name) => !without.includes(name))).to.deep.equal(["penpot-mailcatch"]);
  });
});
