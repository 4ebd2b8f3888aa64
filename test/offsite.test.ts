import { expect } from "chai";
import { bundleContents } from "../cli/bundle-contents";
import { loadStack } from "../cli/load-stack";
import { boxDocument } from "../box/box-document";
import { evaluated } from "./evaluated";
import { fargateStack } from "./fargate-stack";

const set = [
  "backups.offsite.endpoint=https://s3.example.com",
  "backups.offsite.bucket=copies",
  "backups.offsite.keep=30",
];
const parameters = async (changes: readonly string[]) => {
  const { resources } = await evaluated("dev", changes);
  return resources.filter(({ type }) => type === "aws:ssm/parameter:Parameter");
};

describe("Off-site copies in the program", () => {
  it("add two encrypted parameters with the store's key, and nothing else", async () => {
    const [before, now] = [await evaluated("dev"), await evaluated("dev", set)];
    const known = new Set(before.resources.map(({ urn }) => urn));
    const added = now.resources.filter(({ urn }) => !known.has(urn));
    expect(added.map(({ name, inputs }) => [name, inputs["name"], inputs["type"]])).to.have.deep.members([
      ["offsite-key-id", "/ladder/dev/box/OFFSITE_ACCESS_KEY_ID", "SecureString"],
      ["offsite-key", "/ladder/dev/box/OFFSITE_SECRET_ACCESS_KEY", "SecureString"],
    ]);
    expect(now.resources.length - before.resources.length).to.equal(2);
  });

  it("tell the box where to and under which names the key is, never the key", () => {
    const { backups } = JSON.parse(boxDocument(loadStack({ stack: "dev", set }).plan)) as {
      backups: object;
    };
    expect(backups).to.deep.equal({
      keep: 7,
      offsite: {
        endpoint: "https://s3.example.com",
        bucket: "copies",
        region: "us-east-1",
        keep: 30,
        keyIdParameter: "/ladder/dev/box/OFFSITE_ACCESS_KEY_ID",
        keyParameter: "/ladder/dev/box/OFFSITE_SECRET_ACCESS_KEY",
      },
    });
  });

  it("bring the unit that runs after each backup with every bundle", async () => {
    const files = bundleContents((await evaluated("dev")).resources);
    expect(files["systemd/ladder-backup.service"]).to.include("OnSuccess=ladder-offsite.service\n");
    expect(files["systemd/ladder-offsite.service"]).to.include("/programs/copy-backups\n");
  });

  it("have their key where a task makes backups, too, and nowhere where nobody does", async () => {
    const keys = async (stack: readonly string[]) =>
      (await parameters(stack)).map(({ name }) => name).filter((name) => name.startsWith("offsite"));
    expect(await keys(fargateStack(...set))).to.deep.equal(["offsite-key-id", "offsite-key"]);
    const withoutDatabase = JSON.stringify([{ name: "one", image: "traefik/whoami:v1.11.0", port: 80 }]);
    expect(await keys(fargateStack(...set, `apps=${withoutDatabase}`))).to.deep.equal([]);
  });

  it("have an alarm of their own with all alarms, and none where there are no copies", () => {
    const names = (changes: readonly string[]) =>
      loadStack({ stack: "dev", set: ["alerts.alarms=all", ...changes] }).plan.alerts?.alarms.map(
        ({ name }) => name,
      );
    expect(names(set)).to.include("offsite-age");
    expect(names([])).to.not.include("offsite-age");
  });
});
