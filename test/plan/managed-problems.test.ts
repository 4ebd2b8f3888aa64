import { expect } from "chai";
import { app, planned, refusals, type Where } from "./planned";

const worker = (name: string, more: object = {}) => ({ ...app(name, more), port: undefined });
const volume = { volumes: [{ name: "pages", path: "/data" }] };
const named = { domain: "example.com" };
const fargate = { tier: "fargate", ...named };
const balanced = { tier: "beanstalk", beanstalk: { max: 2 }, ...named };
const hosts = Array.from({ length: 11 }, (_, index) => `shop${index}.org`);

interface Case {
  readonly title: string;
  readonly settings: object;
  readonly lines: readonly string[];
  readonly where?: Where;
}

const cases: readonly Case[] = [
  {
    title: "databases on a box where there is none",
    settings: { ...fargate, database: "box", apps: [app("shop", { database: true })] },
    lines: [
      "database: the fargate tier has no box to keep databases on; got box; allowed auto or rds; leave it out",
    ],
  },
  {
    title: "more connections than the server takes",
    settings: { ...fargate, apps: [app("shop", { database: true, connections: 80 })] },
    lines: [
      "rds.class: the apps open more database connections than it takes; got db.t4g.micro with 74 connections for 160 (shop 80 x 1, and shop again while it is replaced); allowed db.t4g.medium or larger; pulumi config set --path 'ladder:rds.class' db.t4g.medium -s dev, or lower connections or scale.max of an app",
    ],
  },
  {
    title: "two apps with one host",
    settings: {
      ...fargate,
      apps: [app("shop", { hosts: ["a.example.com"] }), app("blog", { hosts: ["a.example.com"] })],
    },
    lines: ['apps[1].hosts[0]: already the host of apps[0].hosts[0]; got "a.example.com"'],
  },
  {
    title: "a volume with more than one copy on Fargate",
    settings: { ...fargate, apps: [app("wiki", { ...volume, scale: { min: 1, max: 2 } })] },
    lines: [
      "apps[0].scale.max: wiki keeps files on a volume, and copies that write the same files damage them; got 2; allowed 1; let the app keep them in its database to run more copies",
    ],
  },
  {
    title: "a volume with more than one instance on Beanstalk",
    settings: { ...balanced, apps: [app("wiki", volume)] },
    lines: [
      "beanstalk.max: wiki keeps files on a volume, and instances that write the same files damage them; got 2; allowed 1; set max to 1, or let the app keep them in its database",
    ],
  },
  {
    title: "a Redis on each of several instances",
    settings: { ...balanced, apps: [app("shop", { cache: true })] },
    lines: [
      "beanstalk.cache: each instance would have a Redis of its own, and apps would see different keys on each; got instance with max: 2; allowed elasticache; set beanstalk.cache to elasticache (the preview shows its price), or max to 1",
    ],
  },
  {
    title: "workers on several instances without a database to agree in",
    settings: { ...balanced, apps: [app("shop"), worker("mail")] },
    lines: [
      "beanstalk.max: workers run on one instance only, which the instances agree on in the database, and no app has one; got max: 2 with the worker mail; allowed 1; set max to 1, give an app a database, or use the fargate tier",
    ],
  },
  {
    title: "fewer instances at most than always",
    settings: { tier: "beanstalk", beanstalk: { min: 3, max: 2 }, ...named, apps: [app("shop")] },
    lines: ["beanstalk.min: more than max; got 3; allowed 1 to 2"],
  },
  {
    title: "a password for visitors on Fargate, where nothing asks for it",
    settings: {
      ...fargate,
      apps: [
        app("shop", {
          basicAuth: { user: "me", password: "PASSWORD" },
          secrets: [{ name: "PASSWORD", generate: true }],
        }),
      ],
    },
    lines: [
      "apps[0].basicAuth: on the fargate tier nothing asks visitors for a password; got shop; allowed the compose or the beanstalk tier; ask for it in the app itself, and remove basicAuth",
    ],
  },
  {
    title: "more rules than a load balancer takes, redirects included",
    settings: {
      ...fargate,
      apps: Array.from({ length: 51 }, (_, index) =>
        app(`a${index}`, { redirectHosts: [`b${index}.example.com`] }),
      ),
    },
    lines: [
      "apps: the load balancer takes fewer rules than the apps' hosts need; got 102 rules for 51 apps, 5 hosts each at most; allowed at most 100; use fewer hosts, or a second stack",
    ],
  },
  {
    title: "a host name that is longer than a rule of the load balancer takes",
    settings: {
      ...fargate,
      apps: [app("shop", { hosts: ["shop.example.com", `${"a.".repeat(60)}example.com`] })],
    },
    lines: [
      `apps[0].hosts: a host name longer than the load balancer takes; got 131 characters: ${"a.".repeat(60)}example.com; allowed at most 128 characters; use a shorter one`,
    ],
  },
  {
    title: "more ports than a security group has rules for",
    settings: {
      ...fargate,
      apps: Array.from({ length: 31 }, (_, index) => app(`a${index}`, { port: 3000 + index })),
    },
    lines: [
      "apps: the tasks' security group takes fewer rules than the apps' ports need; got 31 different ports; allowed at most 30; let apps listen on the same port: each has an address of its own",
    ],
  },
  {
    title: "more sites than the policy of their bucket takes",
    settings: {
      ...fargate,
      apps: Array.from({ length: 51 }, (_, index) => ({ name: `a${index}`, static: "./examples/site-docs" })),
    },
    lines: [
      "apps: more static sites than the policy of their bucket has room for; got 51; allowed at most 50; use a second stack, or the compose tier",
    ],
  },
  {
    title: "more apps with a cache than it takes users",
    settings: {
      ...fargate,
      apps: Array.from({ length: 100 }, (_, index) => app(`a${index}`, { cache: true })),
    },
    lines: [
      "apps: more apps use the cache than ElastiCache takes users; got 100; allowed at most 99; use a second stack, or let apps keep what they cache in the database",
    ],
  },
  {
    title: "what only a container has, on a static site",
    settings: {
      ...named,
      apps: [{ name: "docs", static: "./examples/site-docs", scale: { max: 2 }, cpu: 256, connections: 5 }],
    },
    lines: ["connections", "cpu", "scale"].map(
      (setting) => `apps[0].${setting}: a static site has no container; remove it`,
    ),
  },
  {
    title: "fewer copies at most than always",
    settings: { ...fargate, apps: [app("shop", { scale: { min: 3, max: 2 } })] },
    lines: ["apps[0].scale.min: more than max; got 3; allowed 1 to 2"],
  },
  {
    title: "copies of a worker by its requests",
    settings: { ...fargate, apps: [worker("mail", { scale: { min: 1, max: 2, requestsPerMinute: 100 } })] },
    lines: ["apps[0].scale.requestsPerMinute: a worker gets no requests; remove it"],
  },
  {
    title: "more memory than Fargate sells with the CPU",
    settings: { ...fargate, apps: [app("a", { memoryMb: 3000, cpu: 256 })] },
    lines: [
      "apps[0].memoryMb: Fargate has no task with so much memory and 256 CPU units; got 3000 MiB for a; allowed at most 2048 MiB; raise cpu, or lower memoryMb",
    ],
  },
  {
    title: "a certificate for more names than AWS gives",
    settings: { ...fargate, apps: [app("shop", { hosts })] },
    lines: [
      `apps: the load balancer's certificate would have too many names; got 11: ${hosts.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1)).join(", ")}; allowed at most 10; hosts of the form <name>.<domain> share one name; use fewer others, or the compose tier, where each host has its own`,
    ],
  },
  {
    title: "several web apps behind a load balancer without a name",
    settings: { tier: "fargate", apps: [app("shop"), app("blog")] },
    lines: [
      "domain: without a domain the load balancer has one name and serves one app; got 2 web apps: shop, blog; allowed a domain, or one web app; pulumi config set ladder:domain example.com -s dev, or --set domain=example.com to look only; the compose tier needs none",
    ],
  },
  {
    title: "a certificate whose shortest name is too long to be its own",
    settings: {
      ...fargate,
      domain: `${"a".repeat(60)}.example.com`,
      apps: [app("shop", { hosts: [`${"a".repeat(60)}.example.com`] })],
    },
    lines: [
      `apps: the load balancer's certificate has no name that is short enough to be its first; got 72 characters: ${"a".repeat(60)}.example.com; allowed one host of at most 64 characters; give an app a shorter host, or use a shorter domain`,
    ],
  },
  {
    title: "a health path that is longer than a target group takes",
    settings: { ...fargate, apps: [app("shop", { health: `/${"a".repeat(1024)}` })] },
    lines: [`apps[0].health: too long; got "/${"a".repeat(59)}…"; allowed at most 1024 characters`],
  },
  {
    title: "Beanstalk in a region where the provider finds none",
    settings: { tier: "beanstalk", apps: [app("shop")] },
    where: { region: "eu-central-2" },
    lines: [
      "tier: Elastic Beanstalk has no zone for environments in eu-central-2 (known on 2026-11-21); got beanstalk; allowed compose there; or another region, which is another stack: pulumi stack init",
    ],
  },
  {
    title: "Fargate in a region without it",
    settings: { ...fargate, apps: [app("shop")] },
    where: { region: "ap-southeast-6" },
    lines: [
      "tier: Fargate does not run arm64 tasks in ap-southeast-6; got fargate; allowed compose or beanstalk there; or another region, which is another stack: pulumi stack init",
    ],
  },
];

describe("what a managed tier cannot do", () => {
  for (const { title, settings, lines, where } of cases)
    it(`is refused with the way out: ${title}`, () => {
      expect(refusals(settings, where)).to.deep.equal(lines);
    });

  it("is said all at once", () => {
    const paths = refusals({
      tier: "fargate",
      database: "box",
      apps: [app("shop", { database: true, scale: { min: 2, max: 1 } }), app("blog")],
    }).map((line) => line.split(":")[0]);
    expect(paths).to.have.members(["database", "apps[0].scale.min", "domain"]);
  });

  it("is not refused on the tiers that can", () => {
    const apps = [app("wiki", { ...volume, cache: true, database: true, connections: 500 }), worker("mail")];
    expect(refusals({ apps })).to.deep.equal([]);
    expect(refusals({ tier: "beanstalk", apps, rds: { class: "db.m7g.large" } })).to.deep.equal([]);
    expect(refusals({ tier: "fargate", apps, rds: { class: "db.m7g.large" } })).to.deep.equal([]);
    expect(refusals({ ...fargate, apps: [app("shop")] }, { region: "eu-central-1" })).to.deep.equal([]);
  });

  it("needs no cache to be set up: an app that asks for one gets it", () => {
    expect(planned({ ...fargate, apps: [app("shop", { cache: true })] }).elasticache).to.deep.equal({
      node: "cache.t4g.micro",
      replicas: 0,
      snapshotDays: 1,
      engineVersion: "8.2",
      family: "valkey8",
    });
  });
});
