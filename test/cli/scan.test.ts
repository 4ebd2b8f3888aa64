import { join, resolve } from "node:path";
import { expect } from "chai";
import { loadStack } from "../../cli/load-stack";
import { failing } from "../../cli/scan/scan-text";
import { severities } from "../../cli/scan/severities";
import { stackImages } from "../../cli/scan/stack-images";
import { Running } from "../box-rig/running";
import { type ApiAnswer, jsonType, StandInServer } from "../../rig/apis/stand-in-server";

const root = resolve(__dirname, "../..");

interface Question {
  readonly repositoryName: string;
  readonly imageId: { readonly imageTag: string };
}

function answer(body: object, status = 200): ApiAnswer {
  return { status, body: JSON.stringify(body) };
}

/** In the form of basic scanning: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html */
function scanned(findingSeverityCounts: Readonly<Record<string, number>>): ApiAnswer {
  const imageScanFindings = { findings: [], imageScanCompletedAt: 1_793_404_800, findingSeverityCounts };
  return answer({ imageScanStatus: { status: "COMPLETE", description: "done" }, imageScanFindings });
}

function refusal(__type: string): ApiAnswer {
  return answer({ __type, message: "no" }, 400);
}

describe("npm run scan", function () {
  this.timeout(60_000);
  const built = stackImages(loadStack({ stack: "dev", set: [] }).plan).filter(({ place }) => place);
  let asked: Question[] = [];
  let answers: ApiAnswer = scanned({});
  let endpoint: string;

  before(async () => {
    const api = await StandInServer.start<object>(jsonType, ({ body, target }) => {
      expect(target).to.equal("AmazonEC2ContainerRegistry_V20150921.DescribeImageScanFindings");
      asked.push(JSON.parse(body) as Question);
      return answers;
    });
    endpoint = api.endpoint("ecr", {});
  });

  async function scan(recorded: ApiAnswer, ...args: readonly string[]) {
    asked = [];
    answers = recorded;
    const account = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_MAX_ATTEMPTS: "1" };
    const env = { ...process.env, ...account, AWS_ENDPOINT_URL_ECR: endpoint };
    const program = ["--require", join(root, "scripts/loader.cjs"), join(root, "cli/scan.ts")];
    return new Running([...program, ...args], { cwd: root, env }).ended;
  }

  it("asks for the image of each folder once, and says the worst first", async () => {
    const { exitCode, stdout } = await scan(scanned({ MEDIUM: 4, CRITICAL: 1, HIGH: 2 }));
    expect(exitCode).to.equal(0);
    expect(asked.map(({ repositoryName, imageId }) => `${repositoryName}:${imageId.imageTag}`)).to.deep.equal(
      built.map(({ name }) => name),
    );
    for (const { of, name } of built)
      expect(stdout).to.include(`\n${of}: 1 critical, 2 high, 4 medium, scanned 2026-10-31 (${name})\n`);
  });

  it("has a line for an image of another registry, which it does not ask for", async () => {
    const { stdout } = await scan(scanned({}));
    expect(stdout).to.match(/^\S+: not in ECR, so ECR does not scan it \(ghcr\.io\/\S+\)$/m);
    expect(stdout).to.include(`\n${built[0]?.of}: nothing found, scanned`);
  });

  it("has a line for an image that was not pushed, not scanned, or is being scanned", async () => {
    const of = built[0]?.of ?? "";
    expect((await scan(refusal("ImageNotFoundException"))).stdout).to.include(`${of}: not pushed yet`);
    expect((await scan(refusal("ScanNotFoundException"))).stdout).to.include(`${of}: no scan: never scanned`);
    const pending = answer({ imageScanStatus: { status: "IN_PROGRESS" } });
    expect((await scan(pending)).stdout).to.include(`${of}: no scan: IN_PROGRESS (`);
  });

  it("fails for findings this bad or worse with --fail-on, and never without", async () => {
    const high = scanned({ HIGH: 1 });
    expect([(await scan(high)).exitCode, (await scan(high, "--fail-on", "high")).exitCode]).to.deep.equal([
      0, 4,
    ]);
    const image = { of: "shop", name: "ladder/dev:shop.1", state: "scanned", counts: { high: 1 } } as const;
    const fails = severities.filter((worst) => failing([image], worst).length > 0);
    expect(fails).to.deep.equal(["high", "medium", "low", "informational", "undefined"]);
  });

  it("fails with --fail-on for an image in ECR that has no scan, not for one that ECR does not have", () => {
    const image = { of: "shop", name: "shop" };
    const list = [
      { ...image, state: "unscanned", why: "never scanned" },
      { ...image, state: "absent" },
      { ...image, state: "elsewhere" },
    ] as const;
    expect(failing(list, "critical").map(({ state }) => state)).to.deep.equal(["unscanned"]);
  });

  it("tells in AWS's words what it was refused", async () => {
    const { exitCode, stderr } = await scan(refusal("AccessDeniedException"));
    expect([exitCode, stderr]).to.deep.equal([125, "AWS says AccessDeniedException: no\n"]);
  });

  it("knows where a named image of ECR is, by tag and by digest, and the image of rate limits", () => {
    const registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme/shop";
    const digest = `sha256:${"a".repeat(64)}`;
    const apps = [
      { name: "one", image: `${registry}:1.2`, port: 80, rateLimit: { requests: 5, seconds: 60 } },
      { name: "two", image: `${registry}:1.2@${digest}`, port: 80 },
    ];
    const { plan } = loadStack({ stack: "dev", set: [`apps=${JSON.stringify(apps)}`] });
    const where = { account: "123456789012", region: "eu-west-1", repository: "acme/shop" };
    const [one, two, edge] = stackImages(plan);
    expect(one?.place).to.deep.equal({ ...where, tag: "1.2" });
    expect(two?.place).to.deep.equal({ ...where, digest });
    expect([edge?.of, edge?.place?.tag]).to.deep.equal(["rate limits", plan.box.edgeTag]);
  });
});
