import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { type Answers, look } from "./stand-in";

const folder = resolve(__dirname, "../../functions/schedule");
const hours = {
  start: "08:00",
  stop: "18:00",
  days: ["mon", "tue", "wed", "thu", "fri"],
  timezone: "Europe/London",
};
const morning = "2026-11-23T08:00:20Z";
const noon = "2026-11-23T12:00:20Z";
const night = "2026-11-23T18:00:20Z";

const noHold = { GetParameter: "ParameterNotFound" };
const database = (state: string): Answers => ({
  DescribeDBInstances: { DBInstances: { DBInstance: { DBInstanceStatus: state } } },
});
const lockIs = (state: string): Answers => ({
  SendCommand: { Command: { CommandId: "c-1" } },
  GetCommandInvocation: { Status: state },
});
const box = { INSTANCE: "i-1", LOCK_DOCUMENT: "lock-1" };
const beanstalk = { ENVIRONMENT: "ladder-single", GROUP: "awseb-1", SIZE: '{"min":2,"max":4}' };
const fargate = { CLUSTER: "apps-1", COPIES: '[["shop-1",2],["mail-1",1]]' };

const service = (serviceName: string, desiredCount: number, rolloutState = "COMPLETED") => ({
  serviceName,
  desiredCount,
  deployments: [{ rolloutState }],
});
const running: Answers = {
  DescribeServices: { services: [service("shop-1", 3), service("mail-1", 1)] },
  ListTasks: { taskArns: ["t-1"] },
  DescribeTasks: { tasks: [{ group: "service:shop-1" }] },
};

/** One look with no hold unless the answers say so. */
const at = (now: string, environment: Readonly<Record<string, string>>, answers: Answers) =>
  look(environment, { ...noHold, ...answers }, now, hours);

describe("functions/schedule", () => {
  it("stops a box at night when its lock is free", async () => {
    const { did, calls } = await at(night, box, lockIs("Success"));
    expect(did).to.equal("stopped");
    expect(calls).to.deep.equal([
      'SendCommand {"DocumentName":"lock-1","InstanceIds":["i-1"],"TimeoutSeconds":30}',
      "StopInstances InstanceId.1=i-1",
    ]);
  });

  it("waits for a backup, a move or an update on the box, and for a box that does not say", async () => {
    for (const [state, said] of [
      ["Failed", "a job is at work on the box"],
      ["TimedOut", "the box does not say whether a job runs (TimedOut)"],
    ] as const) {
      const { did, calls } = await at(night, box, lockIs(state));
      expect([did, calls.length]).to.deep.equal([`not stopped yet: ${said}`, 1]);
    }
  });

  it("asks no box that is stopped already", async () => {
    const { did } = await at(night, box, { SendCommand: "InvalidInstanceId" });
    expect(did).to.equal("stopped");
  });

  it("leaves everything alone by day, whatever somebody stopped", async () => {
    const { did, calls } = await at(noon, box, {});
    expect([did, calls]).to.deep.equal(["nothing to do: it shall run", []]);
  });

  it("stops apps before the database, and the database that AWS started after seven days", async () => {
    const { calls } = await at(
      night,
      { ...box, DATABASE: "db-1" },
      { ...lockIs("Success"), ...database("available") },
    );
    expect(calls.slice(1)).to.deep.equal([
      "StopInstances InstanceId.1=i-1",
      "StopDBInstance DBInstanceIdentifier=db-1",
    ]);
    const weekLater = await at("2026-11-28T18:00:20Z", { DATABASE: "db-1" }, database("available"));
    expect(weekLater.calls).to.deep.equal(["StopDBInstance DBInstanceIdentifier=db-1"]);
  });

  it("stops nothing while RDS makes a backup", async () => {
    const answers = { ...lockIs("Success"), ...database("backing-up") };
    const { did, calls } = await at(night, { ...box, DATABASE: "db-1" }, answers);
    expect([did, calls]).to.deep.equal(["not stopped yet: the database is backing-up", []]);
  });

  it("starts the database first, and apps when it is there", async () => {
    const both = { ...box, DATABASE: "db-1" };
    const first = await at(morning, both, database("stopped"));
    expect([first.did, first.calls]).to.deep.equal([
      "waiting: the database is stopped",
      ["StartDBInstance DBInstanceIdentifier=db-1"],
    ]);
    const next = await at(morning, both, database("starting"));
    expect([next.did, next.calls]).to.deep.equal(["waiting: the database is starting", []]);
    const last = await at(morning, both, database("available"));
    expect([last.did, last.calls]).to.deep.equal(["started", ["StartInstances InstanceId.1=i-1"]]);
  });

  it("takes all instances of an environment away, unless it is being changed, and gives scaling its sizes back", async () => {
    const state = (Status: string): Answers => ({
      DescribeEnvironments: { Environments: { member: { Status } } },
    });
    const group = "UpdateAutoScalingGroup AutoScalingGroupName=awseb-1";
    expect((await at(night, beanstalk, state("Ready"))).calls).to.deep.equal([
      `${group} MinSize=0 MaxSize=0`,
    ]);
    const changing = await at(night, beanstalk, state("Updating"));
    expect([changing.did, changing.calls]).to.deep.equal([
      "not stopped yet: the environment is Updating",
      [],
    ]);
    expect((await at(morning, beanstalk, {})).calls).to.deep.equal([`${group} MinSize=2 MaxSize=4`]);
  });

  it("takes all copies of services away, and starts those that are stopped with their least copies", async () => {
    const stop = await at(night, fargate, running);
    expect(stop.calls).to.deep.equal([
      'UpdateService {"service":"shop-1","cluster":"apps-1","desiredCount":0}',
      'UpdateService {"service":"mail-1","cluster":"apps-1","desiredCount":0}',
    ]);
    const start = await at(morning, fargate, {
      DescribeServices: { services: [service("shop-1", 0), service("mail-1", 3)] },
    });
    expect(start.calls).to.deep.equal([
      'UpdateService {"service":"shop-1","cluster":"apps-1","desiredCount":2}',
    ]);
  });

  it("cuts neither a new version that is rolled out nor a migration", async () => {
    const rolling = { ...running, DescribeServices: { services: [service("shop-1", 3, "IN_PROGRESS")] } };
    const migrating = { ...running, DescribeTasks: { tasks: [{ group: "family:shop-migrate" }] } };
    expect((await at(night, fargate, rolling)).did).to.equal("not stopped yet: shop-1 gets a new version");
    const { did, calls } = await at(night, fargate, migrating);
    expect([did, calls]).to.deep.equal(["not stopped yet: a task such as a migration runs", []]);
  });

  it("cuts no backup or restore of the databases on RDS, which a task outside the tier makes", async () => {
    const environment = { ...beanstalk, DATABASE: "db-1", DUMPS: "dumps-1" };
    const ready: Answers = {
      ...database("available"),
      DescribeEnvironments: { Environments: { member: { Status: "Ready" } } },
    };
    const waits = await at(night, environment, { ...ready, ListTasks: { taskArns: ["t-1"] } });
    expect([waits.did, waits.calls]).to.deep.equal([
      "not stopped yet: a backup or a restore of the databases runs",
      [],
    ]);
    const stops = await at(night, environment, { ...ready, ListTasks: { taskArns: [] } });
    expect([stops.did, stops.calls.length]).to.deep.equal(["stopped", 2]);
    const starts = await at(morning, environment, ready);
    expect([starts.did, starts.calls.length]).to.deep.equal(["started", 1]);
  });

  it("starts what is held up at night, and stops it when the hold is over", async () => {
    const hold = (until: string): Answers => ({
      GetParameter: { Parameter: { Value: JSON.stringify({ since: "2026-11-23T21:58:00Z", until }) } },
    });
    const held = await at("2026-11-23T22:00:20Z", box, hold("2026-11-24T01:58:00Z"));
    expect([held.did, held.calls]).to.deep.equal(["started", ["StartInstances InstanceId.1=i-1"]]);
    const over = await at("2026-11-24T02:00:20Z", box, {
      ...hold("2026-11-24T01:58:00Z"),
      ...lockIs("Success"),
    });
    expect(over.did).to.equal("stopped");
  });

  it("fails, so that its log and figures show it, when it cannot read the hold", async () => {
    const { failed, calls } = await at(night, box, { GetParameter: "AccessDeniedException" });
    expect([failed, calls]).to.deep.equal(["AccessDeniedException", []]);
  });

  it("runs on what Lambda has: no package but clients of AWS", () => {
    const code = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    const packages = code.flatMap((text) =>
      [...text.matchAll(/require\("([^."][^"]*)"\)/g)].map(([, name]) => name ?? ""),
    );
    expect(packages.filter((name) => !/^(@aws-sdk\/client-|node:)/.test(name))).to.deep.equal([]);
  });
});
