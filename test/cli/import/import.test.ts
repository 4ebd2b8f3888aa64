import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { temporaryFolder } from "../../settings/temporary-folder";

const root = resolve(__dirname, "../../..");
const compose =
  'services:\n  web: { image: "acme/notes:1.2", ports: ["8080:3000"], environment: { API_KEY: hidden-word-1 } }\n';

function run(...args: readonly string[]) {
  const command = ["--require", "./scripts/loader.cjs", "cli/import.ts", ...args];
  return spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
}

/** Ended in words: exit code 1, nothing on standard output, no trace. */
function refusal(...args: readonly string[]): string {
  const { status, stdout, stderr } = run(...args);
  expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
  expect(stderr).not.to.match(/^ {4}at /m);
  return stderr;
}

describe("npm run import", () => {
  it("prints the stack file and says on standard error what is left to do", () => {
    const { status, stdout, stderr } = run(temporaryFolder({ "docker-compose.yml": compose }));
    expect(status).to.equal(0);
    expect(stdout).to.include("image: acme/notes:1.2\n      port: 3000\n      secrets: [ API_KEY ]\n");
    expect(stdout + stderr).not.to.include("hidden-word-1");
    expect(stderr).to.match(
      /^1 app: .*\n1 thing did not map; .*\n1 secret without a value; each needs: pulumi config set/,
    );
  });

  it("writes a file whole, and never over another one", () => {
    const folder = temporaryFolder({ "compose.yaml": compose });
    const out = join(folder, "stack.yaml");
    expect(run(folder, "--out", out)).to.include({ status: 0, stdout: "" });
    const written = readFileSync(out, "utf8");
    expect(written).to.include("ladder:apps:");
    expect(refusal(folder, "--out", out)).to.equal(
      `${out} is there already; nothing was written. Choose another name.\n`,
    );
    expect(readFileSync(out, "utf8")).to.equal(written);
  });

  it("refuses to write a stack that is there", () => {
    expect(refusal(temporaryFolder({ "compose.yaml": compose }), "-s", "dev")).to.equal(
      "Pulumi.dev.yaml is there already; nothing was written. Choose another name.\n",
    );
  });

  it("says of what cannot be read why, in a line", () => {
    const folder = temporaryFolder({
      "a.txt": "",
      "bad.yml": "services: [",
      "none.yaml": "a: 1",
      Procfile: "web: x",
    });
    expect(refusal(join(folder, "missing.yml"))).to.match(/missing\.yml: no such file\n$/);
    expect(refusal(join(folder, "a.txt"))).to.match(
      /a\.txt: the name does not say what it is; allowed a Compose file/,
    );
    expect(refusal(join(folder, "bad.yml"))).to.match(/^bad\.yml:1:\d+: not valid YAML: /);
    expect(refusal(join(folder, "none.yaml"))).to.equal(
      "none.yaml: no services; a Compose file has services:\n",
    );
    expect(refusal(join(folder, "Procfile"))).to.match(/^Procfile: there is no Dockerfile beside it/);
  });

  it("says of a file in another encoding that it is no UTF-8, and names nothing in it", () => {
    const folder = temporaryFolder({});
    const file = join(folder, "compose.yaml");
    writeFileSync(file, Buffer.from(`\ufeff${compose}`, "utf16le"));
    expect(refusal(file)).to.equal(`${file}: not UTF-8; save it as UTF-8 and import again\n`);
  });

  it("names every reason when nothing of the file can be an app", () => {
    const text =
      "services:\n  a: { image: x:1, privileged: true }\n  b: { image: mysql:8 }\n  db: { image: postgres:16 }\n";
    const words = refusal(temporaryFolder({ "compose.yaml": text }));
    expect(words.split("\n").map((line) => line.split(":").slice(0, 2).join(":"))).to.deep.equal([
      "compose.yaml: nothing in it can be an app of a stack",
      "service a: privileged",
      "service b: a stack offers PostgreSQL and Redis; run this elsewhere, and give its address to the apps",
      "service db: no service is seen to use it; write database",
      "",
    ]);
  });

  it("refuses apps that no box has the memory for, before anything is written", () => {
    const big = Array.from({ length: 2 }, (_, index) => `  a${index}: { image: x:1, mem_limit: 60g }\n`);
    const folder = temporaryFolder({ "compose.yaml": `services:\n${big.join("")}` });
    expect(refusal(folder, "--out", join(folder, "out.yaml"))).to.match(
      /^The apps need \d+ MiB of memory, more than the largest box has/,
    );
    expect(existsSync(join(folder, "out.yaml"))).to.equal(false);
  });
});
