import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { expectGolden } from "../golden-file";
import { temporaryFolder } from "../settings/temporary-folder";
import { AwsStandIn } from "./aws-stand-in";
import { sampleBackup } from "./sample-backup";

const root = resolve(__dirname, "../..");
const [older, newer, broken] = [
  "20261118T030000Z-aaaaaa",
  "20261119T030000Z-bbbbbb",
  "20261120T030000Z-cccccc",
] as const;

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs beside this process, which may stand for AWS meanwhile. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const program = ["--require", "./scripts/loader.cjs", "cli/export.ts", ...args];
  const child = spawn(process.execPath, program, { cwd: root, env: { ...process.env, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (stderr += piece.toString()));
  return new Promise((done) => child.once("close", (status) => done({ status, stdout, stderr })));
}

function newFolder(): string {
  return join(temporaryFolder({}), "out");
}

describe("npm run export", () => {
  it("writes the same files for the same stack, none of them with a program of Ladder or a path of the box", async () => {
    const out = newFolder();
    expect((await run(["--out", out, "--no-data"])).status).to.equal(0);
    const files = [
      "compose.yaml",
      "caddy/Caddyfile",
      ".env.example",
      "dns.txt",
      "README.md",
      "redis/start.sh",
    ];
    for (const file of files) expectGolden(`export/${file}`, readFileSync(join(out, file), "utf8"));
    for (const file of files)
      expect(readFileSync(join(out, file), "utf8"), file).not.to.match(
        /\/data\/ladder|\/etc\/ladder|\/run\/ladder|\.ladder|upstreams\//,
      );
    const { services } = parse(readFileSync(join(out, "compose.yaml"), "utf8")) as {
      services: Record<string, { env_file?: unknown }>;
    };
    expect(Object.values(services).filter((service) => service.env_file !== undefined)).to.deep.equal([]);
  });

  it("takes the newest backup in which nothing failed, and says what it does not have", async () => {
    const backups = temporaryFolder({
      ...sampleBackup(older),
      ...sampleBackup(newer),
      ...sampleBackup(broken, { failed: ["app_board"] }),
    });
    const out = newFolder();
    const { status, stdout, stderr } = await run(["--out", out, "--backups", backups]);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(stdout).to.include("with the data of 2026-11-19T03:00:00Z").and.include("the database app_reader");
    expect(readFileSync(join(out, "databases/app_todo.dump"), "utf8")).to.equal(`dump of ${newer}`);
    expect(readFileSync(join(out, "files/wiki/notes.tar.gz"), "utf8")).to.equal(`files of ${newer}`);
    expect(readFileSync(join(out, "databases/app_todo.extensions.sql"), "utf8")).to.equal(
      'create extension if not exists "pg_trgm" with schema public;\n',
    );
    expect([
      statSync(out).mode & 0o777,
      statSync(join(out, "databases/app_todo.dump")).mode & 0o777,
    ]).to.deep.equal([0o700, 0o600]);
  });

  it("refuses a backup that is not whole, damaged or not there, and leaves nothing", async () => {
    const backups = temporaryFolder({
      ...sampleBackup(newer),
      ...sampleBackup(broken, { failed: ["app_board"] }),
    });
    writeFileSync(join(backups, newer, "volumes/wiki/notes.tar.gz"), "files of x");
    const cases = [
      [["--backup", broken], `--backup: ${broken} is without app_board; choose another one\n`],
      [
        ["--backup", older],
        `--backup: ${backups} has no backup ${older}; npm run restore -- list shows them\n`,
      ],
      [
        [],
        `${newer}/volumes/wiki/notes.tar.gz is damaged: its 10 bytes are not the 32 that were written; choose another --backup\n`,
      ],
    ] as const;
    for (const [args, words] of cases) {
      const out = newFolder();
      expect(await run(["--out", out, "--backups", backups, ...args])).to.deep.equal({
        status: 1,
        stdout: "",
        stderr: words,
      });
      expect([existsSync(out), existsSync(`${out}.unfinished`)]).to.deep.equal([false, false]);
    }
  });

  it("never writes into a folder that holds something, and takes over only from an export that was killed", async () => {
    const out = newFolder();
    mkdirSync(out);
    writeFileSync(join(out, "mine"), "");
    expect((await run(["--out", out, "--no-data"])).stderr).to.equal(
      `--out: ${out} is not empty; nothing was written. Name a new folder.\n`,
    );
    const next = newFolder();
    mkdirSync(`${next}.unfinished`);
    expect((await run(["--out", next, "--no-data"])).stderr).to.match(
      /is in the way, and no export made it\n$/,
    );
    writeFileSync(`${next}.unfinished/.ladder-export`, String(process.pid));
    expect((await run(["--out", next, "--no-data"])).stderr).to.match(
      /another export \(process \d+\) is writing there\n$/,
    );
    writeFileSync(`${next}.unfinished/.ladder-export`, "99999999");
    writeFileSync(`${next}.unfinished/left`, "");
    expect((await run(["--out", next, "--no-data"])).status).to.equal(0);
    expect(readdirSync(next))
      .to.include("compose.yaml")
      .and.not.include("left")
      .and.not.include(".ladder-export");
  });

  describe("with AWS", () => {
    const parameters = {
      "/ladder/dev/apps/todo/SESSION_SECRET": "a'b$c\\d\"e f",
      "/ladder/dev/apps/todo/DATABASE_PASSWORD": "Known1",
      "/ladder/other/apps/todo/CACHE_PASSWORD": "not ours",
    };
    const objects = Object.entries(sampleBackup(newer)).map(
      ([key, content]) => [`backups/${key}`, content] as const,
    );
    const bucket = Object.fromEntries(objects);
    const aws = new AwsStandIn({
      buckets: { "ladder-dev-backups-0123456": bucket, "ladder-devil-backups-1": {} },
      parameters,
    });
    let env: Readonly<Record<string, string>> = {};
    before(async () => {
      env = await aws.start();
    });
    after(() => aws.stop());

    it("finds the stack's bucket by its name, and writes secrets into one file that only its owner reads", async () => {
      const out = newFolder();
      const { status, stderr, stdout } = await run(["--out", out, "--secrets"], env);
      expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
      expect(stdout)
        .to.include("with the data of 2026-11-19T03:00:00Z")
        .and.include(`${out}/.env holds every secret`);
      expect(readFileSync(join(out, "databases/app_todo.dump"), "utf8")).to.equal(`dump of ${newer}`);
      expect(statSync(join(out, ".env")).mode & 0o777).to.equal(0o600);
      const lines = readFileSync(join(out, ".env"), "utf8").split("\n");
      expect(lines)
        .to.include('TODO__SESSION_SECRET="a\'b\\$c\\\\d\\"e f"')
        .and.include("TODO__DATABASE_PASSWORD=Known1");
      expect(lines.find((line) => line.startsWith("TODO__CACHE_PASSWORD="))).to.match(
        /^TODO__CACHE_PASSWORD=[0-9a-f]{32}$/,
      );
      const others = readdirSync(out, { recursive: true, withFileTypes: true }).filter(
        (file) => file.isFile() && file.name !== ".env",
      );
      expect(
        others.filter((file) => readFileSync(join(file.parentPath, file.name), "utf8").includes("Known1")),
      ).to.deep.equal([]);
    });

    it("says in a sentence what AWS refuses", async () => {
      const { status, stderr, stdout } = await run(["--out", newFolder(), "--bucket", "nobodys"], env);
      expect({ status, stdout }).to.deep.equal({ status: 125, stdout: "" });
      expect(stderr).to.equal("AWS says NoSuchBucket: NoSuchBucket\n");
    });

    it("says how to go on where the stack has no bucket", async () => {
      const { stderr } = await run(["--out", newFolder(), "-s", "prod"], env);
      expect(stderr).to.match(
        /^No bucket of this account begins with ladder-prod-backups-: name the stack's with --bucket/,
      );
    });
  });
});
