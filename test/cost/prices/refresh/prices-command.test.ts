import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { offerCsv, onDemand } from "./offer-csv";
import { withRig } from "./refresh-rig";

const ROOT = join(__dirname, "..", "..", "..", "..");
const COMMAND = ["--require", join(ROOT, "scripts", "loader.cjs"), join(ROOT, "cli", "prices.ts")];
const ECR = "AmazonECR/current/us-east-1/index.csv";
const ecr = (price: string) => offerCsv("AmazonECR", [onDemand("ECR", "TimedStorage-ByteHrs", price)]);

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(dir: string, baseUrl: string, ...more: string[]): Promise<Run> {
  const args = [
    "--snapshot",
    dir,
    "--base-url",
    `${baseUrl}/`,
    "--region",
    "us-east-1",
    "--offer",
    "AmazonECR",
  ];
  const child = spawn("node", [...COMMAND, ...args, ...more]);
  const text = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (text.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (text.stderr += String(chunk)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...text })));
}

describe("npm run prices", () => {
  it("prints what it did, and its progress apart from that", () =>
    withRig({ [ECR]: ecr("0.1000000000") }, async ({ dir, baseUrl, price }) => {
      const { code, stdout, stderr } = await run(dir, baseUrl);
      expect([code, stdout]).to.deep.equal([0, "1 prices confirmed, 0 changed, 0 new.\n"]);
      expect(stderr).to.match(/^AmazonECR us-east-1: 0\.0 MB$/m);
      expect(price("ecr", "storage").source).to.equal("awsOffers");
    }));

  it("ends with 1 and asks for --accept-changes when a price looks wrong", () =>
    withRig({ [ECR]: ecr("0.2000000000") }, async ({ dir, baseUrl, price }) => {
      const refused = await run(dir, baseUrl);
      expect([refused.code, refused.stdout]).to.deep.equal([1, ""]);
      expect(refused.stderr).to.contain("look wrong:\necr / storage in us-east-1: 0.1 -> 0.2 (+100.0 %)\n");
      expect(refused.stderr).to.match(
        /\nIf they are right: --accept-changes\nThe price snapshot was not changed\.\n$/,
      );
      expect(price("ecr", "storage").usd).to.equal("0.1");
      expect((await run(dir, baseUrl, "--accept-changes")).code).to.equal(0);
      expect(price("ecr", "storage").usd).to.equal("0.2");
    }));

  it("ends with 1 and a sentence, not a stack trace, when a download fails", () =>
    withRig({}, async ({ dir, baseUrl }) => {
      const { code, stderr } = await run(dir, baseUrl);
      expect([code, stderr]).to.deep.equal([
        1,
        `${baseUrl}/offers/v1.0/aws/${ECR}: the server answered 404\nThe price snapshot was not changed.\n`,
      ]);
    }));
});
