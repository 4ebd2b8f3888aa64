import { expect } from "chai";
import { dumpsBundle } from "../box/dumps/dumps-bundle";
import { loadStack } from "../cli/load-stack";
import type { Tier } from "../settings/schema";
import { evaluated } from "./evaluated";
import { fargateStack } from "./fargate-stack";

const app = { name: "todo", image: "ghcr.io/acme/todo:1", port: 80, database: true };
const stackOn = (tier: Tier, ...more: readonly string[]) => [
  `tier=${tier}`,
  `apps=${JSON.stringify([app])}`,
  ...more,
];
const offsite = ["backups.offsite.endpoint=https://s3.example.com", "backups.offsite.bucket=copies"];

async function inputsOf(set: readonly string[], from?: Tier) {
  const { resources } = await evaluated("dev", set, undefined, from);
  return new Map(
    resources
      .filter(({ name, parent }) => /^dumps(-|$)/.test(name) && parent === undefined)
      .map(({ type, name, inputs }) => [`${type.split(":").at(-1)} ${name}`, inputs]),
  );
}

function planOf(set: readonly string[], from?: Tier) {
  return loadStack({ stack: "dev", set, from }).plan.dumps;
}

describe("The task that backs databases on RDS up", () => {
  it("is there where a tier has no box, and where exactly nobody else does", () => {
    expect(planOf(stackOn("fargate"))).to.deep.equal({
      image: "postgres:17.6-bookworm",
      cpu: 512,
      memoryMb: 1024,
      limitSeconds: 21_600,
      nightly: { expression: "cron(0 3 * * ? *)", timezone: "UTC" },
      drill: { expression: "cron(0 5 15 * ? *)", timezone: "UTC" },
      storageGb: 20,
      parameter: "/ladder/dev/dumps/TASK",
    });
    expect(planOf(stackOn("beanstalk"))).to.deep.equal(planOf(stackOn("fargate")));
    expect(planOf(stackOn("fargate"), "beanstalk")).to.deep.equal(planOf(stackOn("fargate")));
    const nobody = [
      planOf(stackOn("compose")),
      planOf(stackOn("compose", "database=rds")),
      // Its box stands by, and goes on.
      planOf(stackOn("fargate"), "compose"),
      planOf(stackOn("fargate", "backups.nightly=0")),
      planOf(stackOn("fargate", `apps=${JSON.stringify([{ ...app, database: false }])}`)),
    ];
    expect(nobody).to.deep.equal([undefined, undefined, undefined, undefined, undefined]);
  });

  it("is not there beside a box that cannot dump RDS either, which a note says", () => {
    const notes = (set: readonly string[]) =>
      loadStack({ stack: "dev", set }).plan.notes.filter((note) => note.startsWith("Nobody dumps"));
    expect(notes(stackOn("compose", "database=rds"))).to.deep.equal([
      "Nobody dumps the databases on RDS while a box is there that never had databases of its own: they have RDS's own backups alone.",
    ]);
    expect([notes(stackOn("compose")), notes(stackOn("fargate"))]).to.deep.equal([[], []]);
  });

  it("works when a schedule lets RDS run", () => {
    const hours = (start: string) => {
      const { nightly, drill } =
        planOf(
          stackOn("fargate", `schedule={"start":"${start}","stop":"20:00","timezone":"Europe/London"}`),
        ) ?? {};
      return [nightly, drill];
    };
    expect(hours("08:30")).to.deep.equal([
      { expression: "cron(30 9 ? * MON,TUE,WED,THU,FRI *)", timezone: "Europe/London" },
      { expression: "cron(30 11 ? * MON#2 *)", timezone: "Europe/London" },
    ]);
    // 20:00 is near.
    expect(hours("19:00").map((clock) => clock?.expression)).to.deep.equal([
      "cron(30 19 ? * MON,TUE,WED,THU,FRI *)",
      "cron(45 19 ? * MON#2 *)",
    ]);
  });

  it("gets its secrets by reference, and its rights to nothing but them, its bucket and its figure", async () => {
    const inputs = await inputsOf(stackOn("beanstalk", ...offsite));
    const containers = String(inputs.get("TaskDefinition dumps")?.["containerDefinitions"]);
    const [container] = JSON.parse(containers) as { secrets: { name: string; valueFrom: string }[] }[];
    expect(container?.secrets.map(({ name }) => name)).to.deep.equal([
      "BACKUP_PASSWORD",
      "OFFSITE_KEY_ID",
      "OFFSITE_KEY",
    ]);
    expect(
      container?.secrets.every(({ valueFrom }) => /ssm\/parameter:Parameter::/.test(valueFrom)),
    ).to.equal(true);
    expect(actionsIn(inputs.get("RolePolicy dumps-start"))).to.deep.equal([
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "ssm:GetParameters",
    ]);
    expect(actionsIn(inputs.get("RolePolicy dumps"))).to.deep.equal([
      "s3:GetObject",
      "s3:ListBucket",
      "s3:GetObject",
      "s3:PutObject",
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:PutObject",
      "cloudwatch:PutMetricData",
    ]);
    expect(actionsIn(inputs.get("RolePolicy dumps-caller"))).to.deep.equal(["ecs:RunTask", "iam:PassRole"]);
  });

  it("is started every night and every month with what it shall do", async () => {
    const inputs = await inputsOf(fargateStack());
    const told = ["dumps", "dumps-drill"].map((name) => {
      const { input } = (inputs.get(`Schedule ${name}`)?.["target"] ?? {}) as { input?: string };
      return JSON.parse(input ?? "") as object;
    });
    expect(told).to.deep.equal([
      { containerOverrides: [{ name: "app", command: ["nightly"] }] },
      { containerOverrides: [{ name: "app", command: ["drill"] }] },
    ]);
  });

  it("finds databases, retention and the off-site store in its bundle, and the box's programs with its own", () => {
    const { plan } = loadStack({ stack: "dev", set: stackOn("fargate", "backups.nightly=3", ...offsite) });
    const files = dumpsBundle(plan);
    expect(JSON.parse(files["box.json"] ?? "")).to.deep.equal({
      stack: "dev",
      dataServices: {},
      dataHome: {
        fresh: "rds",
        reachable: ["rds"],
        rds: { port: 5432, admin: "ladder", storageGb: 20 },
      },
      apps: [{ name: "todo", database: { name: "app_todo", role: "app_todo" }, secrets: [], volumes: [] }],
      backups: {
        keep: 3,
        offsite: { endpoint: "https://s3.example.com", bucket: "copies", region: "us-east-1", keep: 7 },
      },
    });
    expect(Object.keys(files)).to.include.members([
      "programs/backup",
      "programs/managed-dumps",
      "programs/dumps_run.py",
    ]);
  });

  it("has one alarm, which silence sets off", () => {
    const { alerts } = loadStack({
      stack: "dev",
      set: stackOn("fargate", "alerts.thresholds.backupHours=200"),
    }).plan;
    const alarm = alerts?.alarms.find(({ name }) => name === "dumps");
    expect(alarm).to.deep.include({
      metric: "DumpsVerified",
      statistic: "Maximum",
      period: 3600,
      // CloudWatch looks back a week.
      evaluationPeriods: 168,
      datapointsToAlarm: 168,
      missing: "breaching",
      breach: "below",
      threshold: 1,
    });
  });
});

function actionsIn(inputs: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const { Statement } = JSON.parse(String(inputs?.["policy"])) as {
    Statement: { Action: string[]; Effect: string }[];
  };
  return Statement.flatMap(({ Action }) => Action);
}
