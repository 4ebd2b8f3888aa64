import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { boxDocument } from "../../box/box-document";
import { caddyfile } from "../../box/caddy/caddyfile";
import { planOf, sampleApp, staticApp } from "../box/sample-plan";
import { CaddyServer } from "./caddy-server";
import { secretFiles } from "./command";
import { ProgramsHere } from "./programs-here";

describe("Verifying that every site is served", () => {
  const [caddy, box] = [new CaddyServer(), new ProgramsHere()];
  const plan = planOf([
    staticApp("plain"),
    staticApp("own", { hosts: ["own.example.com", "other.example.com"] }),
    staticApp("private", { hosts: ["private.example.com"], basicAuth: { user: "me", password: "VISITORS" } }),
    staticApp("often", { rateLimit: { requests: 1, seconds: 3600 } }),
    sampleApp("worker", { kind: "worker", port: undefined }),
  ]);
  const index = (app: string) => join(caddy.folder, `static/${app}/0123456789abcdef/index.html`);

  before(async function () {
    this.timeout(60_000);
    mkdirSync(join(caddy.folder, "basic-auth"));
    writeFileSync(join(caddy.folder, "basic-auth/private"), secretFiles("password_hash", "open sesame", ""));
    for (const app of ["plain", "own", "private", "often"]) {
      mkdirSync(join(index(app), ".."), { recursive: true });
      writeFileSync(index(app), app);
    }
    await caddy.start(plan);
    const program = readFileSync(join(box.programs, "verify"), "utf8");
    const { http, https } = caddy.ports;
    box.write(
      "programs/verify",
      program.replace(/^PORTS = .*/m, `PORTS = {"http": ${http}, "https": ${https}}`),
    );
    box.write("caddy/Caddyfile", caddyfile(plan));
    box.write("etc/ladder/caddy/Caddyfile", caddyfile(plan));
    const environment = { HOST_SUFFIX: "203.0.113.7.sslip.io" };
    box.write("run/ladder/compose.json", { services: { caddy: { environment } } });
  });

  beforeEach(() => {
    box.write("run/ladder/wanted/box.json", boxDocument(plan));
    box.write("run/ladder/failures", "");
  });

  after(() => {
    caddy.stop();
    box.remove();
  });

  const verify = () => {
    const { status, stderr } = box.run(join(box.programs, "verify"), [], { folder: box.folder });
    return [status, stderr.trim()];
  };

  it("asks under the box's address and under own hosts, and takes a password's question for an answer", () => {
    expect(verify()).to.deep.equal([0, ""]);
    const open = boxDocument({ ...plan, apps: plan.apps.map((app) => ({ ...app, basicAuth: undefined })) });
    box.write("run/ladder/wanted/box.json", open);
    expect(verify()).to.deep.equal([1, "private answers 401 on / through Caddy"]);
  });

  it("takes being asked to come less often for an answer of an app with such a limit, and of no other", () => {
    expect([verify(), verify()]).to.deep.equal([
      [0, ""],
      [0, ""],
    ]);
    const unlimited = plan.apps.map((app) => ({ ...app, rateLimit: undefined }));
    box.write("run/ladder/wanted/box.json", boxDocument({ ...plan, apps: unlimited }));
    expect(verify()).to.deep.equal([1, "often answers 429 on / through Caddy"]);
  });

  for (const app of ["plain", "own"]) {
    it(`names ${app} when it is not served, unless what went wrong with it is said already`, () => {
      rmSync(index(app));
      expect(verify()).to.deep.equal([1, `${app} answers 404 on / through Caddy`]);
      box.write("run/ladder/failures", `${app}: it ended with exit code 1\n`);
      expect(verify()).to.deep.equal([0, ""]);
      writeFileSync(index(app), app);
    });
  }

  it("does not wait for a certificate that is not there yet", () => {
    const early = planOf([staticApp("own", { hosts: ["early.example.com"] })]);
    box.write("run/ladder/wanted/box.json", boxDocument(early));
    expect(verify()).to.deep.equal([0, ""]);
  });
});
