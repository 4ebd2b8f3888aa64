import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import { evaluated } from "../evaluated";
import { stacks } from "../policy/judged-stacks";
import { run } from "../rendered/command";
import { policyWaivers, type PolicyWaiver } from "./parliament-waivers";
import { policyDocuments } from "./policy-documents";

interface Finding {
  readonly issue: string;
  /** Text, or a list; empty where the place says it all. */
  readonly detail: unknown;
  readonly location: { readonly filepath: string; readonly actions?: readonly string[] };
}

/** Of the way in which parliament reads its data: scripts/tools/checkov/requirements.txt. */
const quiet = { PYTHONWARNINGS: "ignore::UserWarning" };

/** What parliament finds, as `carrier: issue: detail`. https://github.com/duo-labs/parliament */
function audit(documents: ReadonlyMap<string, string>): readonly Finding[] {
  const folder = mkdtempSync(join(tmpdir(), "ladder-parliament-"));
  try {
    for (const [carrier, text] of documents) writeFileSync(join(folder, `${carrier}.json`), text);
    const what = ["--directory", folder, "--include_policy_extension", "json"];
    const { stdout, stderr } = run(
      parliament(),
      [...what, "--json", "--include-community-auditors"],
      "",
      quiet,
    );
    if (stderr !== "") throw new Error(stderr);
    return stdout
      .split("\n")
      .filter((line) => line !== "")
      .toSorted()
      .map((line) => JSON.parse(line) as Finding);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parliament(): string {
  return process.env["PARLIAMENT"] ?? "parliament";
}

function detailOf({ detail, location }: Finding): string {
  return JSON.stringify(detail === "" ? location.actions : detail);
}

function text(finding: Finding): string {
  return `${basename(finding.location.filepath, ".json")}: ${finding.issue}: ${detailOf(finding)}`;
}

function waives({ issue, detail }: PolicyWaiver, finding: Finding): boolean {
  return issue === finding.issue && detail === detailOf(finding);
}

describe("parliament, over every policy of every tier and both committed stacks", () => {
  const documents = new Map<string, string>();
  let findings: readonly Finding[] = [];

  before(async () => {
    const known = new Set<string>();
    for (const { stack, set, from } of stacks) {
      const { resources } = await evaluated(stack, set, undefined, from);
      for (const [carrier, document] of policyDocuments(resources)) {
        if (!known.has(document)) documents.set(`${documents.size} ${carrier}`, document);
        known.add(document);
      }
    }
    findings = audit(documents);
  });

  it("finds nothing without a waiver", () => {
    const open = findings.filter((finding) => !policyWaivers.some((waiver) => waives(waiver, finding)));
    expect(open.map(text)).to.deep.equal([]);
  });

  it("needs every waiver", () => {
    const needless = policyWaivers.filter((waiver) => !findings.some((one) => waives(waiver, one)));
    expect(needless).to.deep.equal([]);
  });

  it("is shown policies of roles, buckets, topics and file systems", () => {
    const kinds = [...documents.keys()].map((carrier) => carrier.split(" ")[1]);
    expect([...new Set(kinds)].toSorted()).to.deep.equal([
      "BucketPolicy",
      "FileSystemPolicy",
      "RolePolicy",
      "TopicPolicy",
    ]);
  });

  it("finds an action that does not exist, and one that takes no such resource", () => {
    const Statement = ["s3:GetObjekt", "logs:DescribeLogGroups"].map((Action) => ({
      Effect: "Allow",
      Action,
      Resource: "arn:aws:s3:::one/*",
    }));
    const spoiled = JSON.stringify({ Version: "2012-10-17", Statement });
    const issues = audit(new Map([["spoiled", spoiled]])).map(({ issue }) => issue);
    expect(issues).to.have.members(["UNKNOWN_ACTION", "RESOURCE_MISMATCH"]);
  });
});
