import { expect } from "chai";
import { parse } from "yaml";
import { composeFile } from "../../box/compose/compose-file";
import type { Service } from "../../box/compose/service";
import type { Plan } from "../../plan/types";
import { planOf, sampleApp, samplePlan, staticApp } from "./sample-plan";

function services(plan: Plan): Record<string, Service> {
  return (parse(composeFile(plan)) as { services: Record<string, Service> }).services;
}

function service(plan: Plan, name: string): Service {
  const found = services(plan)[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
}

const sensitiveFolders = /^\/($|etc\/?$|root|home|proc|sys|dev|boot|usr|bin|lib|var)|docker\.sock/;

describe("The Compose file", () => {
  it("has a container for every app but static sites", () => {
    expect(Object.keys(services(samplePlan()))).to.deep.equal([
      "caddy",
      "postgres",
      "redis",
      "todo",
      "mail-worker",
      "shop",
    ]);
  });

  it("leaves out PostgreSQL and Redis when no app uses them", () => {
    expect(Object.keys(services(planOf([sampleApp("shop"), staticApp("site")])))).to.deep.equal([
      "caddy",
      "shop",
    ]);
  });

  it("publishes ports of Caddy only", () => {
    const published = Object.entries(services(samplePlan())).filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name, { ports }]) => [name, ports])).to.deep.equal([
      ["caddy", ["80:80", "443:443", "443:443/udp"]],
    ]);
  });

  it("lets no two apps share a network", () => {
    const apps = samplePlan().apps.filter((app) => app.kind !== "static");
    expect(apps.map((app) => service(samplePlan(), app.name).networks)).to.deep.equal(
      apps.map((app) => ({ [`app-${app.name}`]: {} })),
    );
  });

  it("connects Caddy to web apps, and PostgreSQL and Redis to the apps that use them", () => {
    const { caddy, postgres, redis } = services(samplePlan());
    expect(caddy?.networks).to.deep.equal({ "0-edge": { priority: 1 }, "app-todo": {}, "app-shop": {} });
    expect(postgres?.networks).to.deep.equal({
      "0-postgres": { priority: 1 },
      "app-todo": {},
      "app-mail-worker": {},
    });
    expect(redis?.networks).to.deep.equal({
      "0-redis": { priority: 1 },
      "app-todo": {},
      "app-mail-worker": {},
    });
  });

  it("lets ports and the way out of the box's own services go through a network that no app takes away", () => {
    for (const name of ["caddy", "postgres", "redis"]) {
      const networks = Object.keys(service(samplePlan(), name).networks);
      expect(networks.toSorted()[0], name).to.match(/^0-/);
    }
  });

  it("limits memory without swap, processes, logs and capabilities of every service", () => {
    for (const [name, found] of Object.entries(services(samplePlan()))) {
      expect(found.memswap_limit, name).to.equal(found.mem_limit);
      expect(found.pids_limit, name).to.equal(512);
      expect(found.cap_drop, name).to.deep.equal(["ALL"]);
      expect(found.security_opt, name).to.deep.equal(["no-new-privileges:true"]);
      expect(found.restart, name).to.equal("unless-stopped");
      expect(found.logging, name).to.deep.equal({
        driver: "json-file",
        options: { "max-size": "10m", "max-file": "3" },
      });
    }
  });

  it("mounts no sensitive folder of the host and never makes a missing one", () => {
    const mounts = Object.values(services(samplePlan())).flatMap(({ volumes }) => volumes ?? []);
    expect(mounts.filter(({ source }) => sensitiveFolders.test(source))).to.deep.equal([]);
    expect(mounts.filter(({ bind }) => bind.create_host_path)).to.deep.equal([]);
  });

  it("uses no privileged mode, host namespace or own seccomp profile", () => {
    expect(composeFile(samplePlan())).not.to.match(
      /privileged|network_mode|pid:|ipc:|userns_mode|seccomp|devices/,
    );
  });

  it("sacrifices apps first and PostgreSQL last", () => {
    const { postgres, caddy, redis, todo } = services(samplePlan());
    const scores = [postgres, caddy, redis, todo].map((found) => found?.oom_score_adj);
    expect(scores).to.deep.equal([0, 100, 200, 500]);
  });

  it("checks a web app with the mounted busybox, and leaves a worker's check to its image", () => {
    const { todo, "mail-worker": worker } = services(samplePlan());
    expect(todo?.healthcheck?.test).to.deep.equal([
      ..."CMD /.ladder/busybox wget -q -O /dev/null http://127.0.0.1:3002/health".split(" "),
    ]);
    expect(worker?.healthcheck).to.equal(undefined);
  });

  it("escapes dollar signs of environment values and commands", () => {
    const app = sampleApp("todo", { env: { A: "$5 ${B} $$" }, command: ["sh", "-c", "echo $HOME"] });
    const found = service(planOf([app]), "todo");
    expect(found.environment).to.deep.equal({ A: "$$5 $${B} $$$$", PORT: "3000" });
    expect(found.command).to.deep.equal(["sh", "-c", "echo $$HOME"]);
  });

  it("takes images that the stack builds from variables that must be set", () => {
    const { caddy, "mail-worker": worker } = services(samplePlan());
    expect([caddy?.image, worker?.image]).to.deep.equal(["${EDGE_IMAGE:?}", "${IMAGE_MAIL_WORKER:?}"]);
  });

  it("mounts a read-only root file system with a /tmp in memory when asked", () => {
    const { todo, shop } = services(samplePlan());
    expect([todo?.read_only, todo?.tmpfs]).to.deep.equal([true, ["/tmp:size=32m,mode=1777"]]);
    expect([shop?.read_only, shop?.tmpfs]).to.deep.equal([undefined, undefined]);
  });

  it("gives an env file only to apps with secrets, a database or a cache", () => {
    const { todo, plain } = services(planOf([...samplePlan().apps, sampleApp("plain")]));
    expect([todo?.env_file, plain?.env_file]).to.deep.equal([["/run/ladder/secrets/todo.env"], undefined]);
  });

  it("refuses an app named like a service of the box", () => {
    expect(() => composeFile(planOf([sampleApp("redis")]))).to.throw(
      RangeError,
      "redis is the name of a service of the box",
    );
  });

  it("keeps each PostgreSQL major version in its own folder", () => {
    const plan = planOf([sampleApp("a", { database: { name: "a", role: "a" } })]);
    expect(service(plan, "postgres").volumes?.[0]?.source).to.equal("/data/ladder/postgres/17");
  });
});
