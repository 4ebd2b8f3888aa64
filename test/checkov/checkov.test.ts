import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { balancedStack, singleStack } from "../beanstalk/beanstalk-stack";
import { evaluated } from "../evaluated";
import { fargateStack } from "../fargate-stack";
import { run } from "../rendered/command";
import { terraformPlan } from "./terraform-plan";
import { waivers } from "./waivers";

const stacks: Readonly<Record<string, readonly string[]>> = {
  "the box": ["domain=example.com"],
  "the box with RDS": ["database=rds"],
  "one instance of Beanstalk": singleStack(),
  "Beanstalk behind a load balancer": balancedStack(),
  Fargate: fargateStack(),
  "Fargate behind a NAT gateway": fargateStack("fargate.network=nat", "fargate.exec=true"),
};

interface Check {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

interface Report {
  readonly results: { readonly passed_checks: readonly Check[]; readonly failed_checks: readonly Check[] };
  readonly summary: { readonly resource_count: number; readonly parsing_errors: number };
}

const folder = mkdtempSync(join(tmpdir(), "ladder-checkov-"));

function judge(plan: object): Report {
  const file = join(folder, "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  const args = [
    "-f",
    file,
    "--framework",
    "terraform_plan",
    "-o",
    "json",
    "--quiet",
    "--compact",
    "--skip-download",
  ];
  const { stdout, stderr } = run(process.env["CHECKOV"] ?? "checkov", args);
  if (!stdout.trim().startsWith("{")) throw new Error(stderr || stdout);
  return JSON.parse(stdout) as Report;
}

const isWaived = ({ check_id, resource }: Check) => {
  const waiver = waivers[check_id];
  return waiver !== undefined && (waiver.resources?.test(resource) ?? true);
};

describe("Checkov", () => {
  const needed = new Set<string>();
  after(() => rmSync(folder, { recursive: true }));

  for (const [title, set] of Object.entries(stacks))
    it(`finds nothing without a waiver in ${title}`, async () => {
      const { resources } = await evaluated("dev", set);
      const { results, summary } = judge(terraformPlan(resources));
      for (const check of results.failed_checks) if (isWaived(check)) needed.add(check.check_id);
      const open = results.failed_checks.filter((check) => !isWaived(check));
      expect(open.map((one) => `${one.check_id} ${one.check_name}: ${one.resource}`)).to.deep.equal([]);
      expect(summary.parsing_errors).to.equal(0);
      expect(summary.resource_count).to.equal(resources.filter(({ type }) => type.startsWith("aws:")).length);
    });

  it("needs every waiver", () => {
    expect(Object.keys(waivers).filter((id) => !needed.has(id))).to.deep.equal([]);
  });

  it("judges what it is shown: a database in the open is found", async () => {
    const { resources } = await evaluated("dev", ["database=rds"]);
    const opened = resources.map((one) =>
      one.type === "aws:rds/instance:Instance"
        ? { ...one, inputs: { ...one.inputs, publiclyAccessible: true, storageEncrypted: false } }
        : one,
    );
    const ids = judge(terraformPlan(opened)).results.failed_checks.map((one) => one.check_id);
    expect(ids).to.include.members(["CKV_AWS_16", "CKV_AWS_17"]);
  });
});
