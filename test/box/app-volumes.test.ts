import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

const program = readFileSync(join(__dirname, "../../box/programs/prepare-data"), "utf8");
const makeAppVolumes = /^make_app_volumes\(\) \{\n.*?^\}\n/ms.exec(program)?.[0] ?? "";

describe("the folder of an app's volume", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-volumes-"));
  const path = join(folder, "todo/files");
  after(() => rmSync(folder, { recursive: true }));

  /** Runs the step alone; the image's user is the one who runs the test. */
  function make(more = ""): number | null {
    const others = `wanted() { echo "todo ${path}"; }; image_of() { :; }; docker() { echo "$(id -u):$(id -g)"; }; busybox=x`;
    const script = `set -Eeuo pipefail\n${others}\n${more}\n${makeAppVolumes}\nmake_app_volumes`;
    return spawnSync("bash", ["-c", script], { stdio: ["ignore", "ignore", "inherit"] }).status;
  }

  it("has its name only when it has its owner, however often the step is killed", () => {
    const killed = 'install() { command install -d "${@: -1}"; [[ $# == 2 ]] || exit 9; }';
    expect([make(killed), existsSync(path)]).to.deep.equal([9, false]);
    expect([make(killed), existsSync(path)]).to.deep.equal([9, false]);
    expect([make(), readdirSync(join(folder, "todo"))]).to.deep.equal([0, ["files"]]);
    expect(statSync(path).mode & 0o777).to.equal(0o750);
  });
});
