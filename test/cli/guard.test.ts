import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { findings } from "../../cli/guard/findings";
import { statefulTypes } from "../../cli/guard/stateful-types";
import { fixture, fixturePath } from "./guard/fixture";
import { said, step } from "./guard/said";

const root = resolve(__dirname, "../..");

function guard(args: readonly string[], input = "") {
  const program = ["--require", "./scripts/loader.cjs", "cli/guard.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, {
    cwd: root,
    encoding: "utf8",
    input,
  });
  return { status, stdout, stderr };
}

const server = "aws:rds/instance:Instance";
const bucket = "aws:s3/bucket:Bucket";

describe("npm run guard", () => {
  it("names what a preview deletes, and why that is refused", () => {
    const { status, stdout } = guard([fixturePath("delete-data")]);
    expect(status).to.equal(4);
    expect(stdout.split("\n")).to.include.members([
      "This update would lose or unguard 3 things:",
      "  deletes  databases (aws:rds/instance:Instance): with it goes its databases",
    ]);
  });

  it("finds in real previews what the engine would do, also where the preview failed", async () => {
    const found = async (name: string) =>
      findings(await fixture(name)).map(({ what, name: of, why }) => `${what} ${of}: ${why}`);
    expect(await found("update")).to.deep.equal([]);
    expect(await found("lift")).to.deep.equal(["lift apps: it would no longer be protected from deletion"]);
    expect(await found("replace-data")).to.deep.equal(["replace uploads: with it goes its objects"]);
    expect(await found("replace-protected")).to.deep.equal([
      "replace uploads: protected; with it goes its objects",
      "replace uploads: protected",
    ]);
    expect(await found("delete-protected")).to.include(
      "delete databases: protected; with it goes its databases",
    );
  });

  const replaceData = JSON.parse(readFileSync(fixturePath("replace-data"), "utf8")) as {
    steps: { urn: string }[];
  };
  /** The replacement alone: fixtures lack the inputs that rules of other resources read. */
  const alone = JSON.stringify({
    ...replaceData,
    steps: replaceData.steps.filter(({ urn }) => urn.endsWith(`::${bucket}::uploads`)),
  });

  it("gives one document, and lets pass what is allowed by name", () => {
    const { status, stdout } = guard(["--json"], alone);
    expect(status).to.equal(4);
    expect(JSON.parse(stdout)).to.deep.equal({
      refused: true,
      findings: [
        {
          what: "replace",
          type: bucket,
          name: "uploads",
          urn: `urn:pulumi:dev::ladder::${bucket}::uploads`,
          why: "with it goes its objects",
        },
      ],
      rules: { broken: [], unjudged: 8 },
    });
    const allowed = guard(["--allow", "uploads"], alone);
    expect([allowed.status, allowed.stdout]).to.deep.equal([
      0,
      "Nothing that holds data is deleted or replaced, and nothing loses its protection.\n" +
        "No security rule is broken.\n" +
        "8 answers of 8 rules hang on what is not in this preview, such as values that AWS gives.\n",
    ]);
  });

  const volume = (urn: string) => ({ op: "create", urn, newState: { urn, custom: true, inputs: {} } });
  const [disk, other] = ["disk", "other"].map(
    (name) => `urn:pulumi:dev::shop::aws:ebs/volume:Volume::${name}`,
  );
  const plainDisks = JSON.stringify({ config: {}, steps: [volume(disk ?? ""), volume(other ?? "")] });

  it("refuses what breaks a security rule, and says why and what to do", () => {
    const { status, stdout } = guard([], plainDisks);
    expect(status).to.equal(4);
    expect(stdout.split("\n").slice(1)).to.deep.equal([
      "This update would break 1 security rule:",
      "  volumes-are-encrypted: volumes are encrypted. Whoever gets hold of a snapshot of a plain volume can read it. " +
        "Set encrypted to true; a plain volume must be copied. [CKV_AWS_3 CKV2_AWS_2 EC2.3: " +
        "https://www.checkov.io/5.Policy%20Index/terraform.html " +
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-3]",
      "    disk (aws:ebs/volume:Volume)",
      "    other (aws:ebs/volume:Volume)",
      "Change the program or the settings. Where it is meant: --waive RULE, or --waive RULE:NAME for one resource.",
      "",
    ]);
  });

  it("lets a rule be broken that is waived, everywhere or by one resource", () => {
    const broken = (...waived: readonly string[]) => {
      const { stdout } = guard(["--json", ...waived.flatMap((one) => ["--waive", one])], plainDisks);
      const { rules } = JSON.parse(stdout) as { rules: { broken: readonly { name: string }[] } };
      return rules.broken.map(({ name }) => name);
    };
    expect(broken()).to.deep.equal(["disk", "other"]);
    expect(broken("volumes-are-encrypted:disk")).to.deep.equal(["other"]);
    expect(broken("volumes-are-encrypted")).to.deep.equal([]);
  });

  it("lets a retirement lift what protects its databases, which is a broken rule else", () => {
    const urn = "urn:pulumi:dev::ladder::aws:rds/instance:Instance::databases";
    const open = {
      op: "update",
      urn,
      oldState: { urn, custom: true, inputs: { deletionProtection: true } },
      newState: { urn, custom: true, inputs: { deletionProtection: false, storageEncrypted: true } },
    };
    const broken = (config: object) => {
      const { stdout } = guard(["--json"], JSON.stringify({ config, steps: [open] }));
      const { rules } = JSON.parse(stdout) as { rules: { broken: readonly { rule: string }[] } };
      return rules.broken.map(({ rule }) => rule);
    };
    const protection = "databases-are-protected-from-deletion";
    expect(broken({ "ladder:tier": "compose" })).to.include(protection);
    expect(broken({ "ladder:retire": "compose" })).to.include(protection);
    expect(broken({ "ladder:retire": "beanstalk" })).to.not.include(protection);
  });

  it("says in one sentence what is wrong with its input", () => {
    const sentence = (args: readonly string[], input?: string) => {
      const { status, stdout, stderr } = guard(args, input);
      expect([status, stdout]).to.deep.equal([1, ""]);
      return stderr;
    };
    expect(sentence([], "")).to.equal("standard input is empty\n");
    expect(sentence([], "{}")).to.equal("standard input is not the output of `pulumi preview --json`\n");
    expect(sentence(["no-such-file"])).to.equal(
      "no-such-file: ENOENT: no such file or directory, open 'no-such-file'\n",
    );
    expect(sentence([], '{"steps": [{"op": "same"}]}')).to.equal("standard input step 1 has no op and URN\n");
    const failure = '{"diagnostics": [{"severity": "error", "message": "error: no credentials\\n"}]}';
    expect(sentence([], failure)).to.equal(
      "standard input is a failed preview, so it does not show everything: no credentials\n",
    );
    const cut = readFileSync(fixturePath("lift"), "utf8").slice(0, 900);
    expect(sentence([], cut)).to.equal("standard input is cut off after 900 bytes\n");
  });

  it("refuses what AWS's own protection no longer guards", () => {
    const change = (before: object, after: object) =>
      said([step("update", server, "db", { before: { inputs: before }, after: { inputs: after } })]);
    expect(change({ deletionProtection: true }, { deletionProtection: false })).to.deep.equal([
      "lift db: deletionProtection would become false",
    ]);
    expect(change({}, { skipFinalSnapshot: true })).to.deep.equal([
      "lift db: skipFinalSnapshot would become true",
    ]);
    expect(change({ deletionProtection: false }, {})).to.deep.equal([]);
    expect(change({ backupRetentionPeriod: 7 }, { backupRetentionPeriod: 0 })).to.deep.equal([
      "lift db: backupRetentionPeriod would become 0, and the backups that AWS made would go at once",
    ]);
    expect(change({ backupRetentionPeriod: 7 }, { backupRetentionPeriod: 1 })).to.deep.equal([]);
    expect(change({}, { snapshotRetentionLimit: 0 })).to.deep.equal([]);
  });

  it("says when a thing is only forgotten, and ignores what is only read", () => {
    expect(said([step("delete", bucket, "b", { before: { retainOnDelete: true } })])).to.deep.equal([
      "forget b: it stays in the cloud, but Pulumi no longer knows it",
    ]);
    expect(said([step("delete", bucket, "b", { before: { external: true } })])).to.deep.equal([]);
  });

  it("lets compute of a tier go, whatever its type", () => {
    const address = "aws:ec2/eip:Eip";
    const inside = "ladder:tiers:Fargate";
    expect(said([step("delete", address, "nat", { before: {}, inside })])).to.deep.equal([]);
    expect(said([step("delete", address, "nat", { before: { protect: true }, inside })])).to.deep.equal([
      "delete nat: protected",
    ]);
    expect(said([step("delete", address, "nat", { before: {} })]).length).to.equal(1);
  });

  it("lets a retirement lift the protection of its own part, and then remove it, and nothing else", () => {
    const lift = step("same", server, "databases", { before: { protect: true }, after: {} });
    const gone = step("delete", server, "databases", { before: {} });
    const early = step("delete", server, "databases", { before: { protect: true } });
    const images = step("delete", bucket, "backups", { before: {} });
    const retire = (part: string) => ({ "ladder:retire": part });
    expect(said([lift]).length).to.equal(1);
    expect(said([lift], retire("beanstalk"))).to.deep.equal([]);
    expect(said([lift], retire("compose")).length).to.equal(1);
    expect(said([gone], retire("rds"))).to.deep.equal([]);
    expect(said([gone], retire("constructor")).length).to.equal(1);
    expect(said([early], retire("rds")).length).to.equal(1);
    expect(said([images], retire("compose")).length).to.equal(1);
  });

  it("finds every loss among any other steps", () => {
    const types = Object.keys(statefulTypes);
    const harmless = fc
      .constantFrom("create", "same", "update", "refresh")
      .map((op) => step(op, "aws:ecs/service:Service", "web", { before: {}, after: {} }));
    const losses = fc
      .tuple(fc.constantFrom("delete", "replace", "delete-replaced"), fc.constantFrom(...types), fc.nat())
      .map(([op, type, id]) => step(op, type, `lost-${id}`, { before: {} }));
    fc.assert(
      fc.property(fc.array(harmless), losses, fc.array(harmless), (some, loss, others) => {
        expect(
          findings({ steps: [...some, loss, ...others], config: {}, leftOut: 0 }).map(({ urn }) => urn),
        ).to.deep.equal([loss.urn]);
      }),
    );
  });

  it("knows only types that @pulumi/aws has", () => {
    const folder = join(root, "node_modules/@pulumi/aws");
    const missing = Object.keys(statefulTypes).filter((type) => {
      const [, path = ""] = type.split(":");
      const [module = "", file = ""] = path.split("/");
      const text = readdirSync(join(folder, module)).includes(`${file}.js`)
        ? readFileSync(join(folder, module, `${file}.js`), "utf8")
        : "";
      return !text.includes(`'${type}'`);
    });
    expect(missing).to.deep.equal([]);
  });
});
