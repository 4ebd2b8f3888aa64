import { expect } from "chai";
import { parse } from "yaml";
import { userData } from "../../box/user-data";
import { expectGolden } from "../golden-file";
import { samplePlan } from "./sample-plan";

const values = { region: "us-east-1", bucket: "ladder-dev-bundles-1", volumeId: "vol-0123456789abcdef0" };
const text = userData(samplePlan(), values);

describe("The user data", () => {
  it("is the golden file", () => {
    expectGolden("bundle/user-data.yaml", text);
  });

  it("stays below the 16 KB that EC2 takes", () => {
    expect(Buffer.byteLength(text)).to.be.below(16_384);
  });

  it("is cloud-config with the box's own values in one file", () => {
    expect(text.split("\n")[0]).to.equal("#cloud-config");
    const files = (parse(text) as { write_files: { path: string; content: string }[] }).write_files;
    expect(files.find(({ path }) => path === "/etc/ladder/box.env")?.content).to.equal(
      "LADDER_REGION=us-east-1\nLADDER_BUCKET=ladder-dev-bundles-1\nVOLUME_ID=vol-0123456789abcdef0\nSWAP_MB=2048\n",
    );
  });

  it("names no app, so that a change of apps never changes it", () => {
    expect(text).not.to.match(/todo|shop|mail-worker/);
  });
});
