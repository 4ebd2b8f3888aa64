import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { loadStack } from "../../cli/load-stack";
import { singleStack } from "../beanstalk/beanstalk-stack";
import { boto3, container, type Datum, docker } from "./figures-tools";
import { ProgramsHere } from "./programs-here";

const secondsUp = () => Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]);
const minutesAgo = (minutes: number) =>
  `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;

describe("The figures that the box sends", () => {
  const box = new ProgramsHere({ docker, "boto3.py": boto3 });
  const folder = "opt/ladder/versions/any";
  const sent = join(box.folder, "sent");
  const tool = (name: string, text: string | object) => box.write(`tools/${name}`, text);
  after(() => box.remove());

  /** A box whose apps are in this health, with the figures that the dev stack's plan asks for. */
  function prepare(
    alarms: "few" | "all",
    health: Readonly<Record<string, string>>,
    set: readonly string[] = [],
  ): void {
    const { plan } = loadStack({ stack: "dev", set: [`alerts.alarms=${alarms}`, ...set] });
    const apps = Object.keys(health).map((name) => ({ name, host: `${name}.example.com` }));
    box.write(`${folder}/box.json`, { stack: "dev", dataServices: {}, apps, figures: plan.alerts?.figures });
    tool(
      "containers.json",
      Object.entries(health).map(([name, state]) => container(name, state)),
    );
    tool("connections", "12.5\n");
    tool("caddy.log", "");
    box.write("run/ladder/result.json", { version: "any", ok: true });
    box.write("data/ladder/state/data-home", "box\n");
    writeFileSync(sent, "");
  }

  function run() {
    const env = { LADDER_FOLDER: join(box.folder, folder), LADDER_REGION: "eu-west-1", SENT: sent };
    const { status, stderr } = box.run(join(box.programs, "send-figures"), [], env);
    const calls = readFileSync(sent, "utf8").split("\n").filter(Boolean);
    const data = calls.flatMap(
      (line) => (JSON.parse(line) as [string, string, { MetricData: readonly Datum[] }])[2].MetricData,
    );
    const problems = JSON.parse(
      readFileSync(join(box.folder, "run/ladder/problems.json"), "utf8"),
    ) as readonly string[];
    return { status, stderr, calls, data, problems };
  }

  const value = (data: readonly Datum[], name: string) =>
    data.find(({ MetricName }) => MetricName === name)?.Values[0];

  it("are one with few alarms: how many things are not as they should be, in one call to its own region", () => {
    prepare("few", { todo: "healthy", wiki: "unhealthy" });
    const { status, calls, data, problems } = run();
    expect([status, calls.length]).to.deep.equal([0, 1]);
    expect(calls[0]).to.match(/^\["cloudwatch", "eu-west-1", \{"Namespace": "Ladder"/);
    expect(data.map(({ MetricName }) => MetricName)).to.deep.equal(["Problems"]);
    expect(data[0]?.Dimensions).to.deep.equal([{ Name: "Stack", Value: "dev" }]);
    expect(value(data, "Problems")).to.equal(problems.length);
    expect(problems.filter((text) => text.startsWith("UnhealthyApps is 1 (limit 0): "))).to.have.length(1);
  });

  it("call a site without a certificate a problem, and one whose certificate lasts none", function () {
    prepare("few", { todo: "healthy" });
    const certificates = () => run().problems.filter((text) => text.startsWith("CertificateDays"));
    const { plan } = loadStack({ stack: "dev", set: ["domain=example.com"] });
    box.write(`${folder}/box.json`, {
      ...{ stack: "dev", dataServices: {}, figures: plan.alerts?.figures },
      apps: [{ name: "todo", host: "todo.example.com" }],
    });
    expect(certificates()[0]).to.match(/^CertificateDays is 0 \(limit 14\): /);
    const place = join(
      box.folder,
      "data/ladder/caddy/data/caddy/certificates/acme/todo.example.com/todo.example.com.crt",
    );
    mkdirSync(join(place, ".."), { recursive: true });
    const days = (count: number) => {
      const args = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
      const out = ["-keyout", "/dev/null", "-subj", "/CN=todo", "-days", String(count), "-out", place];
      expect(spawnSync("openssl", [...args, ...out]).status).to.equal(0);
    };
    days(10);
    expect(certificates()[0]).to.match(/^CertificateDays is 10 \(limit 14\): /);
    days(90);
    expect(certificates()).to.deep.equal([]);
  });

  it("say that the last apply failed", () => {
    prepare("all", { todo: "healthy" });
    expect(value(run().data, "ApplyFailed")).to.equal(0);
    box.write("run/ladder/result.json", { version: "any", ok: false });
    writeFileSync(sent, "");
    expect(value(run().data, "ApplyFailed")).to.equal(1);
  });

  it("say how old the last whole backup is, and that a drill failed or never came", () => {
    prepare("all", { todo: "healthy" });
    const file = "data/ladder/state/backups.json";
    const hours = () => {
      writeFileSync(sent, "");
      const { data } = run();
      return [value(data, "BackupHours") ?? -1, value(data, "DrillFailed")] as const;
    };
    const settled = secondsUp() > 7200;
    const none = (minutes: number) => {
      box.write(file, { since: minutesAgo(minutes) });
      return hours();
    };
    const [first, never] = [none(40 * 60), none(38 * 24 * 60)];
    expect(first[0]).to.be.closeTo(settled ? 40 : 0, 0.1);
    expect([first[1], never[1]]).to.deep.equal([0, 1]);
    box.write(file, {
      lastVerified: { time: minutesAgo(40 * 60) },
      lastDrill: { ok: false, time: minutesAgo(1), error: "cut" },
    });
    const [age, failed] = hours();
    expect([age, failed]).to.deep.equal([settled ? age : 0, 1]);
    if (settled) expect(age).to.be.closeTo(40, 0.1);
    box.write(file, { lastDrill: { ok: true, time: minutesAgo(38 * 24 * 60) } });
    expect(hours()[1]).to.equal(1);
    box.write(file, {});
  });

  it("say how old the newest off-site copy is, where one is wanted", () => {
    const offsite = ["backups.offsite.endpoint=https://store.example.com", "backups.offsite.bucket=copies"];
    prepare("all", { todo: "healthy" }, offsite);
    box.write("data/ladder/state/backups.json", { lastCopied: { time: minutesAgo(50 * 60) } });
    const uptime = secondsUp() / 3600;
    const { data, problems } = run();
    expect(value(data, "OffsiteHours")).to.be.closeTo(uptime > 2 ? 50 : 0, 0.1);
    expect(problems.filter((text) => text.startsWith("OffsiteHours"))).to.have.length(uptime > 2 ? 1 : 0);
    box.write("data/ladder/state/backups.json", {});
    prepare("all", { todo: "healthy" });
    expect(value(run().data, "OffsiteHours")).to.equal(undefined);
  });

  it("say how long what databases write has not reached the bucket, where the log is kept", () => {
    prepare("all", { todo: "healthy" }, ["backups.pointInTimeDays=7"]);
    const file = join(box.folder, folder, "box.json");
    const document = JSON.parse(readFileSync(file, "utf8")) as object;
    box.write(`${folder}/box.json`, { ...document, dataHome: { fresh: "box", reachable: ["box", "rds"] } });
    box.write("data/ladder/state/point-in-time.json", { proven: { time: minutesAgo(40) } });
    const uptime = secondsUp() / 60;
    const { data, problems } = run();
    expect(value(data, "LogMinutes")).to.be.closeTo(uptime > 30 ? 40 : 0, 0.1);
    expect(problems.filter((text) => text.startsWith("LogMinutes"))).to.have.length(uptime > 30 ? 1 : 0);
    writeFileSync(sent, "");
    box.write("data/ladder/state/data-home", "rds\n");
    expect(value(run().data, "LogMinutes")).to.equal(0);
    prepare("all", { todo: "healthy" });
    expect(value(run().data, "LogMinutes")).to.equal(undefined);
  });

  it("are of this machine's own memory and disks", () => {
    prepare("all", { todo: "healthy" });
    const { data } = run();
    expect(value(data, "MemoryPercent")).to.be.within(1, 100);
    expect(value(data, "ConnectionsPercent")).to.equal(12.5);
    const used = spawnSync("df", ["--output=pcent", "/"], { encoding: "utf8" }).stdout.replace(/\D/g, "");
    expect(value(data, "DiskPercent")).to.be.within(Number(used) - 2, 100);
  });

  it("of an instance of Beanstalk are its memory and its disk under names of their own, or how many are too high", () => {
    const measured = (set: readonly string[]) => {
      prepare("few", {}, singleStack(...set));
      return run();
    };
    const each = measured(["alerts.alarms=all"]);
    expect(each.data.map(({ MetricName }) => MetricName)).to.deep.equal([
      "InstanceMemoryPercent",
      "InstanceDiskPercent",
    ]);
    const used = value(each.data, "InstanceMemoryPercent") ?? 0;
    expect(used).to.be.within(1, 100);
    const low = ["alerts.thresholds.memoryPercent=1", "alerts.thresholds.diskPercent=100"];
    const { data, problems } = measured(low);
    expect(data.map(({ MetricName, Values }) => [MetricName, Values])).to.deep.equal([
      ["InstanceProblems", [1]],
    ]);
    expect(problems[0]).to.match(/^InstanceMemoryPercent is \d+ \(limit 1\): Memory of an instance /);
  });

  it("have each request once: shares as means, latency in steps of a tenth, lines of no request left out", () => {
    prepare("all", { todo: "healthy" });
    const line = (status: number, duration: number) =>
      JSON.stringify({ logger: "http.log.access.log0", msg: "handled request", status, duration });
    const answers = [
      ...Array.from({ length: 90 }, () => line(200, 0.012)),
      ...Array.from({ length: 6 }, () => line(404, 0.001)),
      ...Array.from({ length: 4 }, () => line(503, 2)),
    ];
    tool(
      "caddy.log",
      [...answers, '{"logger":"http.log.access', "Caddy starts", '{"logger":"tls"}'].join("\n"),
    );
    const { data } = run();
    const of = (name: string) => data.find(({ MetricName }) => MetricName === name);
    const mean = ({ Values, Counts }: Datum) => {
      const total = Counts.reduce((all, one) => all + one, 0);
      return Values.reduce((all, one, index) => all + one * (Counts[index] ?? 0), 0) / total;
    };
    const [errors, refused, latency] = ["ServerErrorPercent", "ClientErrorPercent", "LatencyMs"].map(of);
    if (!errors || !refused || !latency) throw new Error("a figure is missing");
    expect([mean(errors), mean(refused)]).to.deep.equal([4, 6]);
    expect(latency.Counts.toSorted((a, b) => a - b)).to.deep.equal([4, 6, 90]);
    for (const [index, true_] of [12, 1, 2000].entries())
      expect(latency.Values[index]).to.be.within(true_ * 0.95, true_ * 1.05);
  });

  it("of latency fit into one call, from a tenth of a millisecond to a minute and more", () => {
    const seconds = "[0.00001 * 1.001 ** index for index in range(20000)]";
    const steps = box.python("request_figures", `[request_figures.latency(s) for s in ${seconds}]`);
    expect(new Set(steps as readonly number[]).size).to.be.at.most(150);
  });

  it("ask Caddy's log from the last look on, never further back than a quarter of an hour", () => {
    prepare("all", { todo: "healthy" });
    const since = () => {
      const lines = readFileSync(join(box.folder, "tools/asked"), "utf8").trim().split("\n");
      const [, from, until] = /--since ([\d.]+) --until ([\d.]+)/.exec(lines.at(-1) ?? "") ?? [];
      return Number(until) - Number(from);
    };
    const look = (age: number) => {
      box.write("run/ladder/figures-sent", String(Date.now() / 1000 - age));
      run();
      return since();
    };
    expect(look(60)).to.be.within(60, 70);
    expect(look(9999)).to.be.within(899, 901);
    expect(look(-9999)).to.be.within(0, 1);
  });

  it("are sent though one cannot be told; that one counts as a problem, and is none of CloudWatch's figures", () => {
    prepare("all", { todo: "healthy" });
    tool("connections", "the database system is starting up\n");
    const { status, data, problems, stderr } = run();
    expect(status).to.equal(0);
    expect(data.map(({ MetricName }) => MetricName))
      .to.include("MemoryPercent")
      .and.not.include("ConnectionsPercent");
    expect(problems.join("\n")).to.include("ConnectionsPercent cannot be told");
    expect(stderr).to.include("ConnectionsPercent cannot be told: could not convert string to float");
  });
});
