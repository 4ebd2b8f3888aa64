import { expect } from "chai";
import { evaluated } from "./evaluated";

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** What the box may do with S3. */
async function statements(...set: readonly string[]): Promise<readonly Statement[]> {
  const { resources } = await evaluated("dev", set);
  const { inputs } = resources.find(({ urn }) => urn.endsWith("rolePolicy:RolePolicy::box")) ?? {};
  const { Statement: all } = JSON.parse(String(inputs?.["policy"])) as { Statement: readonly Statement[] };
  return all.filter(({ Sid }) => Sid.includes("OthersBackups"));
}

describe("Backups of other stacks", () => {
  it("may be read by the box where the settings name their bucket, never written or removed", async () => {
    const bucket = "arn:aws:s3:::ladder-prod-backups-1a2b3c";
    const found = await statements("backups.others.prod=ladder-prod-backups-1a2b3c");
    expect(found.map(({ Action, Resource }) => [Action, Resource])).to.deep.equal([
      [["s3:ListBucket"], [bucket]],
      [["s3:GetObject"], [`${bucket}/backups/*`]],
    ]);
  });

  it("may not be read otherwise", async () => {
    expect(await statements()).to.deep.equal([]);
  });
});
