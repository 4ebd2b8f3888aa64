import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ProgramsFolder } from "./programs-folder";

const version = join("opt/ladder/versions", "a".repeat(64));
const networks = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));

/**
 * Docker with one container of each service. `compose up` fails while a file BROKEN is there, unless it is given another
 * Compose file than the version's; every call that changes something is written down.
 */
const docker = `
note() { printf '%s\\n' "$*" >>"$ROOT/calls"; }
all=$*
case "$1 $2" in
  "image inspect") cat "$ROOT/image" ;;
  "ps --all") if [[ $* == *table* || $* == *'{{.ID}} '* ]]; then cat "$ROOT/containers"; else echo the-container; fi ;;
  "inspect --format") echo healthy ;;
  "inspect the-container") cat "$ROOT/inspected.json" ;;
  "network ls") cat "$ROOT/networks" ;;
  "network "*) note "$@" ;;
  "stop "* | "rm "*) note "$@" ;;
  "compose "*)
    [[ $* != *" up "* ]] || note "up with $(grep -oE '(wanted/compose|former)' <<<"$*")\${all##*--wait-timeout 300}"
    [[ $* != *"caddy reload"* ]] || note reload
    [[ ! -e $ROOT/broken || $* == *former.json* ]] ;;
esac`;

describe("The services of the box itself", () => {
  let box: ProgramsFolder;

  const composition = (memory: string, ...apps: readonly string[]) => {
    const caddy = {
      image: "caddy:2",
      mem_limit: memory,
      volumes: ["/data"],
      networks: { ...networks("0-edge", ...apps), "0-edge": { priority: 1 } },
    };
    const all = networks("0-edge", ...apps);
    box.write("run/ladder/wanted/compose.json", JSON.stringify({ services: { caddy }, networks: all }));
    const named = Object.fromEntries(Object.keys(all).map((name) => [name, { name: `ladder_${name}` }]));
    box.write("run/ladder/compose.json", JSON.stringify({ services: { caddy }, networks: named }));
  };
  const joined = (...names: readonly string[]) =>
    box.write("inspected.json", JSON.stringify([{ NetworkSettings: { Networks: networks(...names) } }]));
  const calls = () => {
    const text = box.read("calls").trim();
    box.write("calls", "");
    return text === "" ? [] : text.split("\n");
  };
  const file = "etc/ladder/caddy/Caddyfile";

  beforeEach(() => {
    box = new ProgramsFolder();
    box.tool("docker", docker);
    box.write("calls", "");
    box.write("image", "sha256:1\n");
    box.write(join(version, "box.json"), '{"apps": [], "dataServices": {}}');
    box.write(join(version, "values.env"), "HOST_SUFFIX=box.test\n");
    box.write(join(version, "caddy/Caddyfile"), "the new one\n");
    box.write(file, "the new one\n");
    box.write(`${file}.former`, "the one before\n");
    composition("80m", "app-shop");
    joined("ladder_0-edge", "ladder_app-shop");
    expect(box.run("box-service", "caddy")).to.deep.equal({ status: 0, stdout: "", stderr: "" });
    expect(calls()).to.deep.equal(["up with wanted/compose caddy"]);
  });

  afterEach(() => box.remove());

  it("are left alone while only their networks change, which they join at once", () => {
    composition("80m", "app-shop", "app-new");
    expect(box.run("box-service", "caddy").status).to.equal(0);
    expect(calls()).to.deep.equal([
      "up with wanted/compose --no-recreate caddy",
      "network connect --alias caddy ladder_app-new the-container",
    ]);
  });

  it("stay in the network of an app that goes until it is gone, which is taken away by its name", () => {
    composition("80m");
    box.write("networks", "ladder_0-edge\nladder_app-shop\n");
    box.write("containers", "1234 shop\n5678 caddy\n");
    expect(box.run("box-service", "caddy").status).to.equal(0);
    expect(calls()).to.deep.equal([]);
    box.write("run/ladder/failures", "store: did not become healthy\n");
    expect(box.run("remove-apps").status).to.equal(0);
    expect(calls()).to.deep.equal([]);
    box.write("run/ladder/failures", "");
    expect(box.run("remove-apps")).to.deep.equal({ status: 0, stdout: "", stderr: "" });
    expect(calls()).to.deep.equal([
      "stop 1234",
      "rm 1234",
      "network disconnect ladder_app-shop the-container",
      "network rm ladder_app-shop",
    ]);
  });

  it("that do not become healthy are replaced by what served before, which is not interrupted again", () => {
    composition("8m", "app-shop");
    box.write("broken", "");
    const sentence = "caddy did not become healthy and was replaced by what served before\n";
    expect(box.run("box-service", "caddy")).to.include({ status: 1, stderr: sentence });
    expect(calls()).to.deep.equal(["up with wanted/compose caddy", "up with former caddy"]);
    const former = JSON.parse(box.read("run/ladder/former.json")) as { services: { caddy: object } };
    expect(former.services.caddy).to.deep.include({
      mem_limit: "80m",
      networks: { "0-edge": { priority: 1 }, "app-shop": {} },
    });
    expect(box.read(file)).to.equal("the one before\n");
    expect(box.run("box-service", "caddy")).to.include({ status: 1, stderr: sentence });
    expect(calls()).to.deep.equal([]);
  });

  it("are not replaced by what served another folder of data", () => {
    const text = box.read("run/ladder/wanted/compose.json").replace('["/data"]', '["/newer"]');
    box.write("run/ladder/wanted/compose.json", text);
    box.write("run/ladder/compose.json", text);
    box.write("broken", "");
    expect(box.run("box-service", "caddy")).to.include({
      status: 1,
      stderr: "caddy did not become healthy\n",
    });
    expect(calls()).to.deep.equal(["up with wanted/compose caddy"]);
  });

  it("start with the Caddyfile that is served, when Caddy did not take the new one", () => {
    box.write("broken", "");
    box.write("run/ladder/failures", "");
    expect(box.run("reload-caddy")).to.include({
      status: 1,
      stderr: "Caddy did not accept the new configuration and still serves the old one\n",
    });
    expect(calls()).to.deep.equal(["reload"]);
    expect(box.read(file)).to.equal("the one before\n");
  });

  it("keep the sites of an app whose successor under the same hosts does not run", () => {
    const app = (name: string) => ({ name, site: false, port: 80 });
    const describeApps = (path: string, ...apps: readonly object[]) =>
      box.write(path, JSON.stringify({ apps, dataServices: {} }));
    describeApps("opt/ladder/current/box.json", app("shop"));
    describeApps(join(version, "box.json"), app("store"));
    box.write("run/ladder/failures", "store did not become healthy (it ended 3 times)\n");
    expect(box.run("reload-caddy").status).to.equal(0);
    expect(box.read(file)).to.equal("the one before\n");
    expect(existsSync(join(box.root, `${file}.former`))).to.equal(false);
  });
});
