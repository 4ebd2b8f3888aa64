import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { labSettings } from "../../lab/lab-settings";
import { limitsText } from "../../lab/limits-text";

interface StackFile {
  readonly config: Readonly<Record<string, unknown>> & {
    readonly "ladder:apps": readonly { name: string }[];
  };
}

const example = readFileSync("Pulumi.dev.yaml", "utf8");
const written = parse(example) as StackFile;

describe("the lab's stack file", () => {
  const { text, apps, leftOut } = labSettings(example, { tier: "compose", instances: 1 });
  const { config } = parse(text) as StackFile;

  it("keeps the sites, the own code and the images that the lab has, and says what it leaves out", () => {
    expect(apps).to.deep.equal(["portfolio", "docs", "todo", "groceries", "site-watch", "whoami"]);
    expect([...apps, ...leftOut].toSorted()).to.deep.equal(
      written.config["ladder:apps"].map(({ name }) => name).toSorted(),
    );
  });

  it("changes nothing else but the tier, the domain, the instances of Beanstalk and that nobody checks RDS's certificate", () => {
    const kept = written.config["ladder:apps"]
      .filter(({ name }) => apps.includes(name))
      .map((app) => ({ ...app, ...("database" in app && { databaseTls: "no-verify" }) }));
    expect(config).to.deep.equal({
      ...written.config,
      "ladder:tier": "compose",
      "ladder:domain": "lab.test",
      "ladder:beanstalk": { min: 1, max: 1 },
      "ladder:apps": kept,
    });
  });
});

describe("the lab's stack file with several instances", () => {
  it("gives them one Redis together, and a database server that takes their connections", () => {
    const { config } = parse(labSettings(example, { tier: "beanstalk", instances: 2 }).text) as StackFile;
    expect(config["ladder:beanstalk"]).to.deep.equal({ min: 2, max: 2, cache: "elasticache" });
    expect(config["ladder:rds"]).to.deep.equal({ class: "db.t4g.small" });
  });
});

describe("the lab's stack file with data", () => {
  const configOf = (dataBytes: number) => {
    const { text } = labSettings(example, { tier: "compose", instances: 1, dataBytes });
    return (parse(text) as StackFile).config;
  };

  it("has the example's disks as long as three copies fit, and larger ones then", () => {
    expect(configOf(4e9)["ladder:box"]).to.deep.equal(written.config["ladder:box"]);
    expect(configOf(4e9)["ladder:rds"]).to.equal(undefined);
    expect(configOf(20e9)["ladder:box"]).to.deep.equal({
      ...(written.config["ladder:box"] as object),
      dataGb: 66,
    });
    expect(configOf(20e9)["ladder:rds"]).to.deep.equal({ storageGb: 66 });
  });
});

describe("npm run lab -- limits", () => {
  it("gives a reason for each thing that is only recorded", () => {
    const lines = limitsText()
      .split("\n")
      .slice(2)
      .filter((line) => line !== "");
    expect(
      lines.filter((line) => !/^[a-z0-9]+:\S+( \w+| settings\[[\w: ]+\])?: .{10,}$/.test(line)),
    ).to.deep.equal([]);
    expect(lines).to.include("aws:iam/role:Role: nobody checks permissions");
  });
});
