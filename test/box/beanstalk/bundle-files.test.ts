import { expect } from "chai";
import { parse } from "yaml";
import { beanstalkFiles } from "../../../box/beanstalk/bundle-files";
import type { Service } from "../../../box/compose/service";
import { healthPath } from "../../../plan/health-path";
import type { Plan } from "../../../plan/types";
import { expectGolden } from "../../golden-file";
import { alonePlan, balancedPlan, singlePlan } from "./sample-plans";

const file = (plan: Plan, path: string): string => {
  const text = beanstalkFiles(plan)[path];
  if (text === undefined) throw new Error(`the bundle has no ${path}`);
  return text;
};
const services = (plan: Plan) =>
  (parse(file(plan, "docker-compose.yml")) as { services: Record<string, Service> }).services;
const caddy = (plan: Plan) => file(plan, "caddy/Caddyfile");
const document = (plan: Plan) =>
  JSON.parse(file(plan, "box.json")) as {
    readonly dataServices: object;
    readonly mounts: unknown;
    readonly lease?: Readonly<Record<string, unknown>>;
    readonly apps: readonly {
      readonly name: string;
      readonly secrets: readonly { readonly name: string }[];
    }[];
  };
const addresses = (text: string) => text.match(/^(?![({#\t}])\S.* \{$/gm)?.map((line) => line.slice(0, -2));

const shown = ["docker-compose.yml", "caddy/Caddyfile", "box.json", ".ebextensions/ladder.config"];

describe("The bundle of an environment of Beanstalk", () => {
  for (const [name, plan] of [
    ["single", singlePlan()],
    ["balanced", balancedPlan()],
    ["alone", alonePlan(true)],
  ] as const) {
    it(`is the golden files for a plan that is ${name}`, () => {
      for (const path of shown)
        expectGolden(`beanstalk-bundle/${name}/${path.replace(/^\./, "")}`, file(plan, path));
    });
  }

  it("has a hook for each step of the platform, for new versions and for changed options", () => {
    const hooks = Object.entries(beanstalkFiles(singlePlan())).filter(([path]) =>
      path.startsWith(".platform/"),
    );
    const body = (program: string) =>
      `#!/usr/bin/env bash\n# Run by the platform in the bundle's folder.\nexec bash "$PWD/programs/${program}" "$PWD"\n`;
    const steps = {
      prebuild: "instance-prepare",
      predeploy: "instance-migrate",
      postdeploy: "instance-finish",
    };
    expect(Object.fromEntries(hooks)).to.deep.equal(
      Object.fromEntries(
        Object.entries(steps).flatMap(([step, program]) =>
          ["hooks", "confighooks"].map((kind) => [`.platform/${kind}/${step}/10_ladder`, body(program)]),
        ),
      ),
    );
  });

  it("has the box's programs, and Beanstalk's where both have one", () => {
    const files = beanstalkFiles(singlePlan());
    expect(files["programs/migration-records"]).to.include("import boto3");
    expect(files["programs/fetch"]).to.include("Parameter Store");
    expect(Object.keys(files).filter((path) => path.startsWith("systemd/"))).to.deep.equal([
      "systemd/ladder-boot.service",
      "systemd/ladder-figures.service",
      "systemd/ladder-workers.service",
      "systemd/ladder-figures.timer",
    ]);
  });

  it("runs no PostgreSQL, and Redis only where the cache is on the instance", () => {
    expect(Object.keys(services(singlePlan()))).to.deep.equal([
      "caddy",
      "redis",
      "todo",
      "mail-worker",
      "shop",
    ]);
    expect(Object.keys(services(balancedPlan()))).to.deep.equal(["caddy", "todo", "mail-worker", "shop"]);
    expect(document(singlePlan()).dataServices).to.deep.equal({ redis: "/data/ladder/redis" });
    expect(services(singlePlan())["todo"]?.depends_on).to.deep.equal({
      redis: { condition: "service_healthy" },
    });
    expect(services(balancedPlan())["todo"]?.depends_on).to.equal(undefined);
  });

  it("takes whole URLs of servers outside from the app's parameters, and no password of theirs", () => {
    const todo = document(balancedPlan()).apps.find(({ name }) => name === "todo");
    expect(todo?.secrets).to.deep.equal([
      { name: "SESSION_KEY", parameter: "/ladder/dev/apps/todo/SESSION_KEY", version: 2 },
      { name: "DATABASE_URL", parameter: "/ladder/dev/apps/todo/DATABASE_URL" },
      { name: "REDIS_URL", parameter: "/ladder/dev/apps/todo/REDIS_URL" },
    ]);
    expect(todo).not.to.have.any.keys("database", "cache");
  });

  it("lets the platform pull nothing, and publishes HTTPS only without a load balancer", () => {
    const all = [...Object.values(services(singlePlan())), ...Object.values(services(balancedPlan()))];
    expect(new Set(all.map(({ pull_policy }) => pull_policy))).to.deep.equal(new Set(["never"]));
    expect(services(singlePlan())["caddy"]?.ports).to.deep.equal(["80:80", "443:443", "443:443/udp"]);
    expect(services(balancedPlan())["caddy"]?.ports).to.deep.equal(["80:80"]);
    expect(file(balancedPlan(), "docker-compose.yml")).not.to.include("HOST_SUFFIX");
  });

  it("leaves workers behind a load balancer to the lease, and starts them like any app on a single instance", () => {
    const worker = services(balancedPlan())["mail-worker"];
    expect([worker?.restart, worker?.deploy]).to.deep.equal(["no", { replicas: 0 }]);
    const { key, ...lease } = document(balancedPlan()).lease ?? {};
    expect(lease).to.deep.equal({ app: "todo", workers: ["mail-worker"], image: "postgres:17.6-bookworm" });
    expect(key).to.be.within(2 ** 32, 2 ** 48);
    const alone = services(singlePlan())["mail-worker"];
    expect([alone?.restart, alone?.deploy, document(singlePlan()).lease]).to.deep.equal([
      "unless-stopped",
      undefined,
      undefined,
    ]);
  });

  it("names another lock for another stack", () => {
    const keys = ["dev", "prod"].map((stack) => document({ ...balancedPlan(), stack }).lease?.["key"]);
    expect(new Set(keys).size).to.equal(2);
  });

  it("mounts each folder of EFS where the Compose file looks for it", () => {
    expect(document(singlePlan()).mounts).to.deep.equal([
      { accessPoint: "ACCESS_POINT_0", folder: "/data/ladder/apps/todo/uploads" },
      { accessPoint: "ACCESS_POINT_1", folder: "/data/ladder/caddy/data" },
    ]);
    const sources = Object.values(services(singlePlan())).flatMap(({ volumes }) =>
      volumes?.map(({ source }) => source),
    );
    expect(sources).to.include.members(["/data/ladder/apps/todo/uploads", "/data/ladder/caddy/data"]);
  });

  it("has sites over HTTPS on a single instance, at any address for apps without a host", () => {
    expect(addresses(caddy(singlePlan()))).to.deep.equal([
      "http://todo.*.*.*.*.sslip.io",
      "shop.example.com, shop.example.org",
      "www.example.com",
      "http://site.*.*.*.*.sslip.io",
      "http://",
      "https://",
    ]);
  });

  it("speaks plain HTTP behind a load balancer, believes it alone, and sends visitors of HTTP to HTTPS", () => {
    const text = caddy(balancedPlan());
    expect(text).to.include("\tauto_https off\n");
    expect(text).to.include("\t\ttrusted_proxies static private_ranges\n\t\ttrusted_proxies_strict\n");
    expect(text).to.include(
      "\nhttp://shop.example.com, http://shop.example.org {\n\tlog\n\timport https_only\n",
    );
    expect(text).to.include(
      "\nhttp://www.example.com {\n\tlog\n\timport strict_transport\n\tredir https://shop",
    );
    expect(text).not.to.match(/^https:/m);
    expect(caddy(singlePlan())).not.to.include("trusted_proxies");
  });

  it("answers the load balancer under no app's name, without the app's password or limits", () => {
    expect(caddy(balancedPlan())).to.include(`\nhttp:// {\n\thandle ${healthPath} {\n`);
    const alone = caddy(alonePlan(true));
    expect(addresses(alone)).to.deep.equal(["http://"]);
    expect(alone.indexOf("\thandle {\n")).to.be.within(
      alone.indexOf(healthPath),
      alone.indexOf("basic_auth"),
    );
    expect(addresses(caddy(alonePlan(false)))).to.deep.equal(["http://todo.*.*.*.*.sslip.io", "http://"]);
  });

  it("chooses a leader, allows metadata one hop, and buys no surplus of CPU credits", () => {
    expect(parse(file(singlePlan(), ".ebextensions/ladder.config"))).to.deep.equal({
      container_commands: {
        "01_leader": {
          command: "install -d -m 0700 /run/ladder && touch /run/ladder/leader",
          leader_only: true,
        },
      },
      Resources: {
        AWSEBEC2LaunchTemplate: {
          Properties: {
            LaunchTemplateData: {
              MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 1 },
              CreditSpecification: { CpuCredits: "standard" },
            },
          },
        },
      },
    });
  });
});
