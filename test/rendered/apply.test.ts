import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { until } from "./command";
import { ProgramsFolder } from "./programs-folder";

const steps = [
  ...["recover-postgres", "load-version", "check", "prepare-data", "migrate", "box-service", "roll"],
  ...["reload-caddy", "remove-apps", "close-passwords", "verify", "remove-old"],
];

describe("An apply on the box", () => {
  let box: ProgramsFolder;

  beforeEach(() => {
    box = new ProgramsFolder();
    for (const step of steps) box.program(step, "#!/bin/sh\n");
    box.program("states", `#!/bin/sh\necho '{"apps": {}, "rolledBack": {}}'\n`);
    box.tool("systemctl", 'echo "$*" >>"$ROOT/systemctl"');
    box.write(join("opt/ladder/versions", "a".repeat(64), "box.json"), '{"apps": []}');
    box.write(join("opt/ladder/versions", "a".repeat(64), "caddy/Caddyfile"), "the new one\n");
  });

  afterEach(() => box.remove());

  const result = () =>
    JSON.parse(box.read("run/ladder/result.json")) as { ok: boolean; error: string; tries?: number };

  /** What systemd does when the service is stopped or the machine shuts down. */
  async function endWhile(signal: NodeJS.Signals): Promise<void> {
    box.program("check", '#!/bin/sh\ntouch "$ROOT/checking"\nexec sleep 60\n');
    const child = spawn(join(box.programs, "apply"), [box.version], {
      detached: true,
      env: { ...process.env, ...box.environment },
      stdio: "ignore",
    });
    const exit = once(child, "exit");
    await until("it checks", () => existsSync(join(box.root, "checking")));
    process.kill(-(child.pid ?? Number.NaN), signal);
    await exit;
  }

  it("is reported as applied when it came to its end", () => {
    expect(box.run("apply", box.version).status).to.equal(0);
    expect(result()).to.include({ ok: true, error: "" });
    expect(box.read("etc/ladder/caddy/Caddyfile")).to.equal("the new one\n");
  });

  it("leaves an app alone whose data moves to another stack", () => {
    box.program("roll", '#!/bin/sh\necho "$*" >"$ROOT/rolled"\n');
    const apps = ["one", "other"].map((name) => ({ name }));
    box.write(join("opt/ladder/versions", "a".repeat(64), "box.json"), JSON.stringify({ apps }));
    box.write(
      "data/ladder/state/app-moves/one.json",
      JSON.stringify({ app: { app: "one" }, phase: "fenced", before: null }),
    );
    expect(box.run("apply", box.version).status).to.equal(0);
    expect(box.read("rolled")).to.equal("other\n");
  });

  for (const signal of ["SIGTERM", "SIGHUP"] as const)
    it(`that ${signal} ends is reported as interrupted, and the timer goes on with it at once`, async () => {
      await endWhile(signal);
      expect(result()).to.include({ ok: false, error: "interrupted while checking everything" });
      box.program("check", "#!/bin/sh\n");
      expect(box.run("update", box.version).status).to.equal(0);
      expect(result()).to.include({ ok: true, error: "" });
      expect(existsSync(join(box.root, "run/ladder/unfinished"))).to.equal(false);
    });

  it("that failed is tried again after ten minutes, also when the clock was set back", () => {
    box.program("check", '#!/bin/sh\necho "no room" >"$ROOT/run/ladder/reason"\nexit 1\n');
    box.run("apply", box.version);
    expect(result()).to.include({ ok: false, error: "no room", tries: 1 });
    const ageOf = (minutes: number) => {
      const time = Date.now() / 1000 - minutes * 60;
      utimesSync(join(box.root, "run/ladder/result.json"), time, time);
      box.run("update", box.version);
      return result().tries;
    };
    expect([ageOf(9), ageOf(11), ageOf(-60)]).to.deep.equal([1, 2, 3]);
  });

  it("switches its timers on when their units are there and they are off", () => {
    box.run("apply", box.version);
    box.tool("systemctl", 'echo "$*" >>"$ROOT/systemctl"; [[ $1 != is-enabled ]]');
    box.write("systemctl", "");
    box.run("apply", box.version);
    expect(box.read("systemctl")).to.equal(
      "is-enabled --quiet ladder-disk-guard.timer\ndaemon-reload\nenable --now --quiet ladder-disk-guard.timer ladder-figures.timer\n",
    );
    box.tool("systemctl", 'echo "$*" >>"$ROOT/systemctl"');
    box.write("systemctl", "");
    box.run("apply", box.version);
    expect(box.read("systemctl")).to.equal(
      "is-enabled --quiet ladder-disk-guard.timer\nis-enabled --quiet ladder-figures.timer\n",
    );
  });

  it("ends the timer of figures, and forgets what it found, when this version has none", () => {
    box.run("apply", box.version);
    rmSync(join(box.version, "systemd/ladder-figures.timer"));
    box.write("run/ladder/problems.json", "[]");
    box.tool("systemctl", 'echo "$*" >>"$ROOT/systemctl"');
    box.write("systemctl", "");
    box.run("apply", box.version);
    expect(box.read("systemctl")).to.equal(
      "disable --now --quiet ladder-figures.timer\nis-enabled --quiet ladder-disk-guard.timer\n",
    );
    expect(existsSync(join(box.root, "run/ladder/problems.json"))).to.equal(false);
  });

  it("ends an interrupted move first where apps wait for RDS, and else when the box's PostgreSQL is healthy", () => {
    box.program("move", '#!/bin/sh\necho "$*" >>"$ROOT/moves"\n');
    box.write("data/ladder/state/move.json", "{}");
    const moves = (home: string, healthy: string) => {
      box.write("moves", "");
      box.write("data/ladder/state/data-home", `${home}\n`);
      box.tool("docker", `echo ${healthy}`);
      box.run("apply", box.version);
      return box.read("moves");
    };
    expect(moves("rds", "")).to.equal("recover\n");
    expect(moves("box", "")).to.equal("");
    expect(moves("box", "1f2e3d4c")).to.equal("recover\n");
  });

  it("forgets what failed in another version, and nothing of its own", () => {
    const kept = () => {
      box.write("run/ladder/failed-upgrade", "it did not work");
      box.run("apply", box.version);
      return existsSync(join(box.root, "run/ladder/failed-upgrade"));
    };
    expect([kept(), kept()]).to.deep.equal([false, true]);
  });
});

describe("An upgrade of PostgreSQL that failed", () => {
  let box: ProgramsFolder;

  beforeEach(() => {
    box = new ProgramsFolder();
    box.tool("docker", "");
    box.tool("df", 'printf "Avail\\n100000\\n"');
    for (const folder of ["base", "global", "pg_tblspc"])
      mkdirSync(join(box.root, "data/ladder/postgres/17", folder), { recursive: true });
    box.write("data/ladder/postgres/17/PG_VERSION", "17\n");
    box.write(
      join("opt/ladder/versions", "a".repeat(64), "box.json"),
      '{"apps": [], "dataServices": {"postgres": "/data/ladder/postgres/18"}, "olderPostgres": {"17": "postgres:17"}}',
    );
  });

  afterEach(() => box.remove());

  const sentence =
    "PostgreSQL 17 did not become 18 and serves on: making the folder of 18: no reason given\n";

  it("is refused with its reason before anything is changed, instead of stopping the apps again", () => {
    expect(box.run("check-postgres")).to.include({ status: 0 });
    box.program("make-database-folder", "#!/bin/sh\nexit 1\n");
    expect(box.run("upgrade-postgres").status).to.equal(1);
    expect(box.read("run/ladder/reason")).to.equal(sentence);
    expect(box.run("check-postgres")).to.include({ status: 1, stderr: sentence });
  });

  it("is not what one is that was told to end: that is tried again", () => {
    box.program("make-database-folder", "#!/bin/sh\nkill $$\n");
    box.run("upgrade-postgres");
    expect(box.read("run/ladder/reason")).to.equal(
      "PostgreSQL 17 did not become 18 and serves on: making the folder of 18: interrupted\n",
    );
    expect(box.run("check-postgres")).to.include({ status: 0 });
  });
});
