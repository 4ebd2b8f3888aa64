import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bundleDocument } from "../../box/bundle-document";
import { bundleFiles } from "../../box/bundle-files";
import { samplePlan, sampleValues } from "../box/sample-plan";
import { run, type Outcome } from "./command";

interface Bundle {
  version: string;
  files: Record<string, { content: string; sha256: string; executable?: boolean }>;
}

/** Stands in for AWS: the bundle lies in a file. */
const boto3 = `
import io, os
class client:
    def __init__(self, *args, **named): pass
    def get_object(self, Bucket, Key):
        file = os.environ["LADDER_BUCKET"]
        return {"Body": open(file, "rb"), "ContentLength": os.path.getsize(file)}
`;

describe("Unpacking the bundle", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-unpack-"));
  const versions = join(folder, "versions");
  const program = readFileSync(join(__dirname, "../../box/programs/unpack"), "utf8");
  const bundle = (): Bundle => JSON.parse(bundleDocument(bundleFiles(samplePlan()), sampleValues)) as Bundle;

  before(() => {
    writeFileSync(join(folder, "boto3.py"), boto3);
    writeFileSync(join(folder, "unpack"), program.replace("/opt/ladder/versions", versions));
  });

  after(() => rmSync(folder, { recursive: true }));

  function unpack(text: string): Outcome {
    const file = join(folder, "bundle.json");
    writeFileSync(file, text);
    const env = { LADDER_BUCKET: file, LADDER_REGION: "us-east-1", PYTHONPATH: folder };
    return run("python3", ["-B", join(folder, "unpack")], "", env);
  }

  it("refuses a changed file, a changed mode, a missing file and half a document, and leaves nothing behind", () => {
    const changes: Readonly<Record<string, (bundle: Bundle) => void>> = {
      content: ({ files }) =>
        (files["box.json"] = { content: "{}", sha256: files["box.json"]?.sha256 ?? "" }),
      mode: ({ files }) => delete files["programs/apply"]?.executable,
      missing: ({ files }) => delete files["box.json"],
    };
    for (const [what, change] of Object.entries(changes)) {
      const changed = bundle();
      change(changed);
      expect(unpack(JSON.stringify(changed)).stderr, what).to.match(
        /does not match its checksum|do not match the bundle/,
      );
    }
    expect(unpack(JSON.stringify(bundle()).slice(0, 5000)).stderr).to.match(/is not a bundle/);
    expect(existsSync(versions)).to.equal(false);
  });

  it("refuses a path outside its folder", () => {
    const outside = bundleDocument({ ...bundleFiles(samplePlan()), "../outside": "x" }, sampleValues);
    expect(unpack(outside).stderr).to.match(/points outside the bundle/);
  });

  it("writes every file with its content and mode, and prints the folder", () => {
    const { version, files } = bundle();
    const target = join(versions, version);
    for (const time of ["first", "again"]) {
      expect(unpack(JSON.stringify(bundle())).stdout, time).to.equal(`${target}\n`);
    }
    for (const [path, { content, executable }] of Object.entries(files)) {
      expect(readFileSync(join(target, path), "utf8"), path).to.equal(content);
      expect((statSync(join(target, path)).mode & 0o100) !== 0, path).to.equal(executable === true);
    }
    expect(readdirSync(versions)).to.deep.equal([version]);
  });

  it("repairs a version that was damaged, and removes what an interrupted run left", () => {
    const { version, files } = bundle();
    const target = join(versions, version);
    unpack(JSON.stringify(bundle()));
    writeFileSync(join(target, "box.json"), "");
    rmSync(join(target, "programs/apply"));
    chmodSync(join(target, "programs/check"), 0o644);
    mkdirSync(join(versions, ".new-abandoned"));
    expect(unpack(JSON.stringify(bundle())).stdout).to.equal(`${target}\n`);
    for (const path of ["box.json", "programs/apply", "programs/check"]) {
      const mode = path === "box.json" ? 0o644 : 0o755;
      expect(readFileSync(join(target, path), "utf8"), path).to.equal(files[path]?.content);
      expect(statSync(join(target, path)).mode & 0o777, path).to.equal(mode);
    }
    expect(readdirSync(versions)).to.deep.equal([version]);
  });
});
