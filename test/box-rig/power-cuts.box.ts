import { expect } from "chai";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { type Cut, reportCuts } from "./cut-report";
import { notLive } from "./live-bundle";
import { ownBox } from "./own-box";
import { random } from "../../rig/random";
import { seed } from "./sample";
import { bundleOf, builtImages } from "../../rig/stack-bundle";
import { portfolio, withApp, type RigSettings } from "../../rig/stacks";
import { missingRows, Writer } from "./writer";

const cuts = Number(process.env["LADDER_RIG_CUTS"] ?? 10);

const small: RigSettings = {
  ...portfolio,
  apps: portfolio.apps.filter(({ name }) => ["todo", "whoami", "site"].includes(name)),
};

/** Three steps, each committed by itself, a second apart; may be run again, as every migration must. */
const stepwise = (cut: number) =>
  `node migrate.js && node -e 'const {Client}=require("pg");(async()=>{const c=new Client(process.env.DATABASE_URL);` +
  `await c.connect();await c.query("create table if not exists steps (cut int, step int, primary key (cut, step))");` +
  `for(const s of [1,2,3]){await c.query("insert into steps values ($1,$2) on conflict do nothing",[${cut},s]);` +
  `await new Promise(r=>setTimeout(r,1000))}await c.end()})()'`;

const titled = (settings: RigSettings, cut: number) =>
  withApp(settings, "todo", { env: { APP_TITLE: `Cut ${cut}` } });

/** What the box is made to do when its power is cut, and the seconds within which that happens. */
const kinds = [
  { during: "its first boot", within: 25, first: true },
  { during: "a start", within: 12, reboot: true },
  {
    during: "an apply",
    within: 10,
    change: (cut: number) =>
      withApp(titled(small, cut), "whoami", {
        image: `traefik/whoami:${cut % 2 === 0 ? "v1.10.4" : "v1.11.0"}`,
        memoryMb: 16 + (cut % 8),
      }),
  },
  { during: "an update under load", within: 10, change: (cut: number) => titled(small, cut), newImage: true },
  {
    during: "a migration",
    within: 4,
    change: (cut: number) => withApp(titled(small, cut), "todo", { migrate: stepwise(cut) }),
    awaited: "docker ps --quiet --filter label=com.docker.compose.oneoff=True",
  },
] as const;

describe(`a box whose power is cut (LADDER_RIG_SEED=${seed} LADDER_RIG_CUTS=${cuts})`, () => {
  let box: Box | undefined;
  let acknowledged: string[] = [];
  const made: Cut[] = [];

  const journal = (lines: number, filter = "") =>
    box?.try(`journalctl -u ladder-prepare -u ladder-update -o cat --no-pager -n ${lines} ${filter}`);

  const newBox = async (cut: number) => {
    await box?.remove();
    acknowledged = [];
    box = await ownBox(`cut-${cut}`, small);
    return box;
  };

  const runningBox = async (cut: number) => {
    if (box) return box;
    const machine = await newBox(cut);
    await machine.start();
    await machine.serves(await bundleOf(small, machine.address));
    return machine;
  };

  // A run that is broken off leaves what it had.
  afterEach(() => reportCuts(made, seed, cuts));

  after(() => box?.remove());

  it("loses what was written and not synced, and keeps what was synced", async () => {
    const machine = await ownBox("unsynced", small);
    await machine.start();
    await until(
      "the volume is mounted",
      60,
      async () => (await machine.try("mountpoint /data")).status === 0,
    );
    const files = ["/var/synced", "/data/synced", "/var/unsynced", "/data/unsynced"];
    await machine.exec(`for file in ${files.join(" ")}; do printf kept >$file
      case $file in *unsynced) ;; *) sync $file "\${file%/*}" ;; esac; done`);
    await machine.cutPower();
    await machine.start();
    await until(
      "the volume is mounted",
      60,
      async () => (await machine.try("mountpoint /data")).status === 0,
    );
    const contents = await machine.exec(
      `for file in ${files.join(" ")}; do cat $file 2>/dev/null || true; echo; done`,
    );
    expect(contents).to.equal("kept\nkept");
    await machine.remove();
  });

  it("before the files of its user data are on the disk comes up without help", async () => {
    const machine = await ownBox("empty-files", small);
    const bundle = await bundleOf(small, machine.address);
    await machine.publish(bundle);
    await machine.start();
    const noted = "/var/lib/cloud/instance/sem/config_scripts_user";
    await until(
      "cloud-init notes that it ran",
      240,
      async () => (await machine.try(`[ -e ${noted} ]`)).status === 0,
    );
    // What such a cut leaves: names without contents, and cloud-init's notes.
    await machine.exec(`systemctl kill --signal KILL cloud-init-main || true
      systemctl stop ladder-prepare ladder-update || true; rm -f /etc/ladder/begun
      for file in /etc/ladder/box.env /etc/systemd/system/ladder-* /opt/ladder/bin/*; do : >"$file"; done; sync`);
    await machine.cutPower();
    await machine.start();
    expect((await machine.serves(bundle, 480)).apps["todo"]).to.equal("healthy");
    await machine.remove();
  });

  for (let cut = 1; cut <= cuts; cut += 1) {
    const kind = kinds[(cut - 1) % kinds.length] ?? kinds[0];
    it(`during ${kind.during} serves as a whole what was wanted, with every acknowledged row (cut ${cut})`, async () => {
      const machine = "first" in kind ? await newBox(cut) : await runningBox(cut);
      const settings = "change" in kind ? kind.change(cut) : small;
      const images = "newImage" in kind ? { todo: `ladder-rig/todo:${1 + (cut % 2)}` } : builtImages(1);
      const bundle = await bundleOf(settings, machine.address, images);
      await machine.publish(bundle);
      const begun = Math.floor(Date.now() / 1000);
      if ("reboot" in kind) await machine.reboot();
      if ("first" in kind) await machine.start();
      const writer = new Writer(machine, `cut ${cut}`);
      if ("change" in kind) await machine.exec("systemctl start --no-block ladder-update");
      if ("awaited" in kind) {
        await until(
          "the migration is at work",
          240,
          async () => (await machine.try(kind.awaited)).stdout !== "",
        );
      }
      const seconds = random(seed, cut) * kind.within;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      const doing = (await journal(1, `--since @${begun} --grep '^== '`))?.stdout.trim();
      await machine.cutPower();
      const rows = await writer.stop();
      acknowledged.push(...rows);
      const started = Date.now();
      await machine.start();
      const { version } = await machine.serves(bundle, 480);
      const took = Math.round((Date.now() - started) / 1000);
      console.log(
        `    cut ${cut} after ${seconds.toFixed(1)} s, ${doing === "" ? "no step begun" : doing}; ` +
          `serves ${took} s after the start; ${acknowledged.length} rows acknowledged so far`,
      );
      const [unlike, missing] = [await notLive(machine, version), await missingRows(machine, acknowledged)];
      const { during } = kind;
      made.push({
        ...{ during, seconds: took, rows: rows.length },
        ...{ missing: missing.length, whole: unlike === "" },
      });
      expect([unlike, missing]).to.deep.equal(["", []]);
      const title = "change" in kind ? `Cut ${cut}` : "Todo";
      expect((await machine.ask({ host: machine.host("todo") })).body).to.include(`<title>${title}</title>`);
      expect((await machine.ask({ host: machine.host("whoami") })).status).to.equal(200);
      expect((await machine.ask({ host: machine.host("site") })).status).to.equal(200);
      if ("awaited" in kind) {
        const steps = `docker exec ladder-postgres-1 psql -U postgres -d app_todo -Atc 'select step from steps where cut = ${cut}'`;
        expect(await machine.exec(steps)).to.equal("1\n2\n3");
      }
    });
  }
});
