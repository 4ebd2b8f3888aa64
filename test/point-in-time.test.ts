import { expect } from "chai";
import { boxDocument } from "../box/box-document";
import { composeServices } from "../box/compose/compose-file";
import { bundleContents } from "../cli/bundle-contents";
import { loadStack } from "../cli/load-stack";
import { reviewStack } from "../cost/stack-review";
import { evaluated } from "./evaluated";
import { problemsOf, withApp } from "./settings/problems-of";

const set = ["backups.pointInTimeDays=7"];

describe("Point-in-time recovery in the program", () => {
  it("registers nothing more, and changes only the box's role, bundle and what waits for it", async () => {
    const [before, now] = [await evaluated("dev"), await evaluated("dev", set)];
    const inputs = new Map(
      before.resources.map((resource) => [resource.urn, JSON.stringify(resource.inputs)]),
    );
    const changed = now.resources.filter(
      (resource) => inputs.get(resource.urn) !== JSON.stringify(resource.inputs),
    );
    expect(now.resources.length).to.equal(before.resources.length);
    expect(changed.map(({ type, name }) => `${type} ${name}`).toSorted()).to.deep.equal([
      "aws:iam/rolePolicy:RolePolicy box",
      "aws:s3/bucketObjectv2:BucketObjectv2 bundle",
      "pulumi-nodejs:dynamic/ladder:RunOnBox box",
    ]);
  });

  it("lets the box write to a second folder of the backup bucket, and to nothing else", async () => {
    const { resources } = await evaluated("dev", set);
    const role = resources.find(({ urn }) => urn.endsWith("rolePolicy:RolePolicy::box"));
    const { Statement } = JSON.parse(String(role?.inputs["policy"])) as {
      Statement: readonly { readonly Sid: string; readonly Resource: readonly string[] }[];
    };
    const folders = Statement.find(({ Sid }) => Sid === "OwnBackups")?.Resource;
    expect(folders?.map((arn) => arn.split("}")[1])).to.deep.equal(["/backups/*", "/point-in-time/*"]);
  });

  it("makes PostgreSQL put its log aside onto the data volume, at least once a minute", () => {
    const { postgres } = composeServices(loadStack({ stack: "dev", set }).plan);
    expect(postgres?.command).to.include.members(["archive_mode=on", "archive_timeout=60s"]);
    expect(postgres?.volumes?.[1]).to.deep.equal({
      type: "bind",
      source: "/data/ladder/wal",
      target: "/wal",
      bind: { create_host_path: false },
    });
    const { postgres: without } = composeServices(loadStack({ stack: "dev", set: [] }).plan);
    expect([
      without?.command?.some((word) => word.startsWith("archive")),
      without?.volumes?.length,
    ]).to.deep.equal([false, 1]);
  });

  it("tells the box, and starts the upload every minute there", async () => {
    const { plan } = loadStack({ stack: "dev", set });
    expect(JSON.parse(boxDocument(plan))).to.have.deep.property("pointInTime", { days: 7 });
    const files = bundleContents((await evaluated("dev", set)).resources);
    expect(files["systemd/ladder-log.timer"]).to.include("\nOnCalendar=*:*:20\n");
    expect(files["systemd/ladder-log.service"]).to.include("/programs/upload-wal\n");
    expect(bundleContents((await evaluated("dev")).resources)).to.not.have.property(
      "systemd/ladder-log.timer",
    );
  });

  it("has an alarm with all alarms, and is a problem with few", () => {
    const alerts = (level: string, changes: readonly string[]) =>
      loadStack({ stack: "dev", set: [`alerts.alarms=${level}`, ...changes] }).plan.alerts;
    const alarm = alerts("all", set)?.alarms.find(({ name }) => name === "log-age");
    expect([alarm?.threshold, alarm?.missing]).to.deep.equal([15, "breaching"]);
    expect(alerts("all", [])?.alarms.map(({ name }) => name)).to.not.include("log-age");
    expect(alerts("few", set)?.figures?.problems.map(({ metric }) => metric)).to.include("LogMinutes");
  });

  it("has its requests and its storage in the review", async () => {
    const lines = async (changes: readonly string[]) => {
      const { plan } = loadStack({ stack: "dev", set: changes });
      const review = reviewStack(plan, (await evaluated("dev", changes)).resources);
      const found = review.lines.filter(
        ({ resource, type }) => resource === "backups" && /Bucket$/.test(type),
      );
      return found.map(({ component, monthly }) => [component, monthly]);
    };
    expect(await lines([])).to.deep.equal([
      ["Storage", 0.023],
      ["Writes and lists", 0.005],
      ["Reads", 0.004],
    ]);
    // (1 + 37 x 0.14) GB; 44,800 writes; 53,800 reads.
    expect(await lines(set)).to.deep.equal([
      ["Storage", 0.14214],
      ["Writes and lists", 0.224],
      ["Reads", 0.02152],
    ]);
  });

  it("needs nightly backups, which copy the server's files", () => {
    expect(problemsOf(withApp({}, { backups: { nightly: 0, pointInTimeDays: 1 } }))).to.deep.equal([
      "backups.nightly: backups.pointInTimeDays goes on from what the nightly backup copies, and there is none; got 0; allowed at least 1",
    ]);
  });
});
