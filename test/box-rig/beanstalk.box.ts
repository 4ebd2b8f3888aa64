import { expect } from "chai";
import { healthPath } from "../../plan/health-path";
import { OutsideDatabase } from "./beanstalk/outside-database";
import { bootInstance, deploy, type Deployment } from "./beanstalk/platform";
import { sentMetrics } from "./beanstalk/sent-metrics";
import { startCache } from "./beanstalk/start-cache";
import { overlaps, runsOf, watchWorkers, type Run } from "./beanstalk/worker-runs";
import type { Box } from "../../rig/box";
import { output, until } from "../../rig/command";
import { rig } from "../../rig/rig";
import { builtImages, uploadNeeds } from "../../rig/stack-bundle";
import { portfolio, withApp, type RigSettings } from "../../rig/stacks";

const apps = ["todo", "watcher", "whoami", "files"];
const own = {
  tier: "beanstalk",
  domain: "rig.test",
  beanstalk: { instance: "t4g.small" },
  alerts: { alarms: "all" },
};
const chosen = { ...portfolio, ...own, apps: portfolio.apps.filter(({ name }) => apps.includes(name)) };
// The certificate of this rig's PostgreSQL is from no authority.
const single = withApp(withApp(chosen, "todo", { databaseTls: "no-verify" }), "watcher", {
  databaseTls: "no-verify",
});
const balanced: RigSettings = {
  ...single,
  beanstalk: { instance: "t4g.small", max: 2, cache: "elasticache" },
  apps: single.apps.filter(({ name }) => name !== "files"),
};
const records = "state/migrations/none/todo/";

describe("rig: instances of Beanstalk with PostgreSQL outside", () => {
  let database: OutsideDatabase;
  let first: Box;
  let second: Box;

  before(async () => {
    [database, first, second] = await Promise.all([
      OutsideDatabase.start(),
      bootInstance("eb-first", single),
      bootInstance("eb-second", single),
    ]);
    const { cloud, folder } = rig();
    for (const settings of [single, balanced]) await uploadNeeds(cloud, settings, folder);
    const cache = await startCache();
    for (const app of ["todo", "watcher"]) {
      const parameter = (name: string) => `/ladder/rig/apps/${app}/${name}`;
      await cloud.putParameter(parameter("DATABASE_URL"), await database.make(`app_${app}`, "no-verify"));
      await cloud.putParameter(parameter("REDIS_URL"), `redis://${cache}:6379`);
    }
  });

  after(async () => {
    await database.stop();
    await output("docker", ["rm", "--force", `${rig().name}-cache`]);
  });

  /** A deployment that must succeed, with the last lines of its hooks when it does not. */
  async function deployed(box: Box, deployment: Deployment): Promise<void> {
    const { status, stderr, stdout } = await deploy(box, deployment);
    expect(status, `${stdout}\n${stderr}`.slice(-4000)).to.equal(0);
  }

  const authorityOf = (box: Box) =>
    until("Caddy has an authority", 60, async () => {
      const file = "/data/ladder/caddy/data/caddy/pki/authorities/local/root.crt";
      return (await box.try(`cat ${file}`)).stdout || undefined;
    });

  async function page(box: Box, app: string, path = "/"): Promise<string> {
    const ask = { host: `${app}.rig.test`, path, authority: await authorityOf(box) };
    return until(`${app} answers`, 60, async () => {
      const answer = await box.ask(ask).catch(() => undefined);
      return answer?.status === 200 ? answer.body : undefined;
    });
  }

  describe("a single instance", () => {
    it("serves its apps over HTTPS after the platform's steps, with Redis beside them", async () => {
      await deployed(first, { settings: single, leader: true });
      expect(await page(first, "whoami")).to.include("version 1");
      expect(await page(first, "todo")).to.include("Todo");
      const services = "docker ps --format '{{.Label \"com.docker.compose.service\"}}' | sort | xargs";
      expect(await first.exec(services)).to.equal("caddy files redis todo watcher whoami");
    });

    it("reaches PostgreSQL over TLS alone, and got its secrets from the Parameter Store", async () => {
      const encrypted =
        "select count(*) > 0 and bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid)";
      expect(await database.sql(`${encrypted} where usename = 'app_todo'`)).to.equal("t");
      const url =
        "grep -c '^DATABASE_URL=' /run/ladder/secrets/todo.env; stat -c '%a %U' /run/ladder/secrets/todo.env";
      expect(await first.exec(url)).to.equal("1\n600 root");
    });

    it("migrated before it served, and remembers that in the stack's bucket", async () => {
      const names = "select string_agg(name, ',' order by name) from migrations";
      expect(await database.sql(names, "app_todo")).to.equal("001-todos.sql,002-checks.sql");
      expect(await rig().cloud.keys(records)).to.have.lengthOf(1);
    });

    it("sends its memory and its disk to CloudWatch, under one name for all instances", async () => {
      await first.exec("systemctl is-active --quiet ladder-figures.timer");
      await first.exec("systemctl start ladder-figures.service");
      expect(await sentMetrics(first)).to.deep.equal([
        "Ladder InstanceDiskPercent Stack=rig",
        "Ladder InstanceMemoryPercent Stack=rig",
      ]);
    });

    it("is not served by a version whose migration fails: the deployment ends, and the old one goes on", async () => {
      const images = { ...builtImages(1), todo: "ladder-rig/todo:broken" };
      const { status, stderr } = await deploy(first, { settings: single, leader: true, images });
      expect([status, stderr.includes("the migration failed of todo")]).to.deep.equal([1, true]);
      expect(stderr).to.include('relation "nothing" does not exist');
      expect(await page(first, "todo")).to.include("Todo");
      expect(await rig().cloud.keys(records)).to.have.lengthOf(1);
    });

    it("fails a deployment whose app does not become healthy, and says which", async () => {
      const command = ["node", "-e", "process.exit(3)"];
      const broken = withApp(single, "todo", { command });
      const { status, stderr } = await deploy(first, { settings: broken, leader: true });
      expect(
        [status, /todo did not become healthy \(it ended/.test(stderr)],
        stderr.slice(-2000),
      ).to.deep.equal([1, true]);
      await deployed(first, { settings: single, leader: true });
    });

    it("takes a change of options as it takes a version, without a leader", async () => {
      await deployed(first, { settings: single, leader: false, kind: "confighooks" });
      expect(await page(first, "todo")).to.include("Todo");
    });

    it("comes back from a reboot with its file systems and, for new containers, its secrets", async () => {
      await first.exec("echo kept >/data/ladder/apps/files/files/note.txt");
      await first.reboot();
      expect(await page(first, "todo")).to.include("Todo");
      expect(await page(first, "files", "/note.txt")).to.equal("kept\n");
      await until(
        "the secrets are back",
        120,
        async () => (await first.try("test -s /run/ladder/secrets/todo.env")).status === 0,
      );
    });

    it("is replaced by another that has its certificates and files, and migrates nothing again", async () => {
      const certificate =
        "sha256sum /data/ladder/caddy/data/caddy/certificates/local/todo.rig.test/todo.rig.test.crt";
      const before = await first.exec(certificate);
      await first.exec("docker stop $(docker ps -q)");
      // The new instance of a deployment that has come to its end: nobody is its leader.
      await deployed(second, { settings: single, leader: false });
      expect(await page(second, "files", "/note.txt")).to.equal("kept\n");
      expect(await page(second, "todo")).to.include("Todo");
      expect(await second.exec(certificate)).to.equal(before);
    });
  });

  describe("instances behind a load balancer", () => {
    const health = async (box: Box) => (await box.ask({ host: box.address, path: healthPath })).status;
    const working = async (box: Box) =>
      (await box.exec("docker ps -q -f label=com.docker.compose.service=watcher")) !== "";
    let runs: () => Promise<readonly Run[]>;

    before(async () => {
      await Promise.all([watchWorkers(first, "watcher"), watchWorkers(second, "watcher")]);
      runs = async () => [...(await runsOf(first)), ...(await runsOf(second))];
    });

    /** The instance that runs the worker, and the other. */
    const holder = (patience = 180) =>
      until("a worker runs", patience, async (): Promise<readonly [Box, Box] | undefined> => {
        if (await working(first)) return [first, second];
        return (await working(second)) ? [second, first] : undefined;
      });

    it("let the leader migrate, and serve only when it has", async () => {
      const images = builtImages(2);
      const waiting = deployed(second, { settings: balanced, leader: false, images });
      await until(
        "the other instance waits for the leader",
        300,
        async () => (await second.try("pgrep -f instance-migrate")).status === 0,
      );
      expect(await rig().cloud.keys(records)).to.have.lengthOf(1);
      await Promise.all([deployed(first, { settings: balanced, leader: true, images }), waiting]);
      expect(await rig().cloud.keys(records)).to.have.lengthOf(2);
      expect([await health(first), await health(second)]).to.deep.equal([200, 200]);
    });

    it("speak plain HTTP to the load balancer, and send its visitors of HTTP to HTTPS", async () => {
      const headers = (protocol: string) => ({
        "x-forwarded-proto": protocol,
        "x-forwarded-for": "198.51.100.1",
      });
      const answer = await first.ask({ host: "todo.rig.test", headers: headers("https") });
      expect([answer.status, answer.body.includes("Todo")]).to.deep.equal([200, true]);
      const plain = await first.ask({ host: "todo.rig.test", path: "/a", headers: headers("http") });
      expect([plain.status, plain.headers.location]).to.deep.equal([308, "https://todo.rig.test/a"]);
    });

    it("run the worker on one of them", async () => {
      const [, other] = await holder();
      expect(await working(other)).to.equal(false);
    });

    it("move the worker when the holder's network is cut, and never run two", async () => {
      const [cut, other] = await holder();
      const at = Number(await cut.exec(`date +%s%3N; iptables -I OUTPUT -d ${database.address} -j DROP`));
      await until("the other one has it", 300, () => working(other));
      const all = await runs();
      const ended = all.filter(({ box }) => box === cut.name).at(-1)?.end ?? Infinity;
      const started = all.filter(({ box }) => box === other.name).at(-1)?.start ?? 0;
      console.log(
        `      the cut one ended after ${Math.round(ended - at)} ms, the other started after ${Math.round(started - at)} ms`,
      );
      expect(ended - at).to.be.below(15_000);
      expect(overlaps(all)).to.deep.equal([]);
      await cut.exec(`iptables -D OUTPUT -d ${database.address} -j DROP`);
    });

    it("hand the worker over when its instance gets a version, and when its session ends by force", async () => {
      const [before, next] = await holder();
      await deployed(before, { settings: balanced, leader: false, images: builtImages(2) });
      await until("the next one has it", 300, () => working(next));
      await database.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ladder workers'",
      );
      await until("the worker has ended", 60, async () => !(await working(next)));
      await holder(300);
      expect(overlaps(await runs())).to.deep.equal([]);
    });

    it("start no worker by themselves when they boot", async () => {
      const [rebooted] = await holder();
      await rebooted.exec("systemctl disable --quiet ladder-workers.service");
      await rebooted.reboot();
      await until("Docker runs again", 120, async () => (await rebooted.try("docker ps")).status === 0);
      const state =
        "docker inspect -f '{{.State.Status}}' $(docker ps -aq -f label=com.docker.compose.service=watcher)";
      expect((await rebooted.try(state)).stdout.trim()).to.not.include("running");
      await holder(300);
      expect(overlaps(await runs())).to.deep.equal([]);
    });
  });
});
