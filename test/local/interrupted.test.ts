import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeBasicAuth } from "../../local/basic-auth";
import { serve } from "../../local/caddy";
import type { LocalProject } from "../../local/project";
import { planOf, staticApp } from "../box/sample-plan";

/** Notes what it was asked, and breaks off where it is told to; a hash is another one each time, as real ones are. */
const docker = `#!/bin/bash
cd "\${0%/*}"
echo "$*" >>asked
if [[ -f broken && "$*" == *"$(cat broken)"* ]]; then echo broken >&2; exit 1; fi
if [[ "$*" == *hash-password* ]]; then echo "hash $RANDOM of $(cat)"; fi`;

describe("npm run local, broken off and run again", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-interrupted-"));
  const tools = join(folder, "tools");
  const project: LocalProject = {
    name: "test",
    folder,
    composeFile: `${folder}/compose.yaml`,
    valuesFile: `${folder}/values.env`,
  };
  const plan = planOf([staticApp("site", { basicAuth: { user: "me", password: "VISITORS" } })]);
  const { PATH } = process.env;

  before(() => {
    mkdirSync(tools);
    writeFileSync(join(tools, "docker"), docker);
    chmodSync(join(tools, "docker"), 0o755);
    process.env["PATH"] = `${tools}:${PATH ?? ""}`;
  });

  after(() => {
    process.env["PATH"] = PATH;
    rmSync(folder, { recursive: true });
  });

  /** How often Docker was asked for something since the last time. */
  function asked(what: string): number {
    const lines = readFileSync(join(tools, "asked"), "utf8").split("\n");
    writeFileSync(join(tools, "asked"), "");
    return lines.filter((line) => line.includes(what)).length;
  }

  async function brokenAt(what: string, work: () => Promise<unknown>): Promise<void> {
    writeFileSync(join(tools, "broken"), what);
    let failed = false;
    await work().catch(() => (failed = true));
    rmSync(join(tools, "broken"));
    expect(failed).to.equal(true);
  }

  const passwords = (VISITORS: string) => () => writeBasicAuth(plan, project, { site: { VISITORS } });
  const hash = () => readFileSync(`${folder}/basic-auth/site`, "utf8");

  it("makes the hash of a visitor's password that it had not made, and once only", async () => {
    await brokenAt("hash-password", passwords("first"));
    expect(existsSync(`${folder}/basic-auth/site`)).to.equal(false);
    await passwords("first")();
    const first = hash();
    expect(first).to.match(/^hash \d+ of first\n?$/);
    await passwords("first")();
    expect(hash()).to.equal(first);
    await brokenAt("hash-password", passwords("second"));
    await passwords("second")();
    expect(hash()).to.match(/ of second\n?$/);
  });

  it("makes Caddy load what it had not loaded, a Caddyfile or a password, and nothing twice", async () => {
    const run = (caddyfile: string) => () => serve(plan, project, caddyfile, undefined);
    await brokenAt("caddy reload", run("one"));
    asked("");
    await run("one")();
    expect(asked("caddy reload")).to.equal(1);
    await run("one")();
    expect(asked("caddy reload")).to.equal(0);

    await passwords("third")();
    await brokenAt("caddy reload", run("one"));
    asked("");
    await run("one")();
    expect(asked("caddy reload")).to.equal(1);
    await run("two")();
    expect(asked("caddy reload")).to.equal(1);
  });
});
