import { expect } from "chai";
import { problemsOf, withApp } from "./problems-of";

const second = (app: object) => ({ apps: [{ name: "todo", image: "todo:1.4.0", port: 3000 }, app] });
const domain = { domain: "example.com" };
const needsDomain = "needs a domain, and none is set; pulumi config set ladder:domain example.com -s dev";
const sameTomorrow =
  "allowed a version such as name:1.4.0; the same settings must run the same software tomorrow";

describe("checks between settings", () => {
  const refused: readonly [string, unknown, readonly string[]][] = [
    [
      "an app without anything to run",
      { apps: [{ name: "todo" }] },
      ["apps[0]: nothing to run; allowed exactly one of image, build, static"],
    ],
    [
      "a webhook's address where the stack's own machines may read it",
      { ...withApp({}), alerts: { webhook: "/ladder/dev/webhook" } },
      [
        "alerts.webhook: wrong format; got a string, not shown; allowed the name of a parameter such as /alerts/dev/webhook that holds the address (docs/operate.md), outside /ladder/, which the stack's machines may read",
      ],
    ],
    [
      "an app with two things to run",
      withApp({ build: "./todo" }),
      ["apps[0]: more than one thing to run; got image, build; allowed exactly one of image, build, static"],
    ],
    [
      "a container's settings on a static site",
      { apps: [{ name: "site", static: "./site", port: 80, migrate: "x", memoryMb: 32, database: false }] },
      ["database", "memoryMb", "migrate", "port"].map(
        (setting) => `apps[0].${setting}: a static site has no container; remove it`,
      ),
    ],
    [
      "a worker's settings for visitors",
      { apps: [{ name: "worker", image: "w:1", health: "/up", maxBodyMb: 5 }] },
      ["health", "maxBodyMb"].map(
        (setting) =>
          `apps[0].${setting}: an app without a port is not reached from outside; add port, or remove it`,
      ),
    ],
    [
      "two apps of one name",
      second({ name: "todo", image: "b:1" }),
      ['apps[1].name: already the name of apps[0]; got "todo"'],
    ],
    [
      "a host that is another app's default host",
      { ...domain, ...second({ name: "b", image: "b:1", port: 1, hosts: ["todo.example.com"] }) },
      ['apps[1].hosts[0]: already the host of apps[0].name; got "todo.example.com"'],
    ],
    [
      "a host given twice in one app",
      withApp({ hosts: ["a.dev", "a.dev"] }, domain),
      ['apps[0].hosts[1]: already the host of apps[0].hosts[0]; got "a.dev"'],
    ],
    [
      "a default host that is longer than a host name may be",
      withApp({}, { domain: `${"a234567890.".repeat(22)}example` }),
      ["apps[0].name: the host name is too long; allowed at most 253 characters"],
    ],
    [
      "limits between which advice would go back and forth",
      withApp({}, { advice: { upPercent: 40 } }),
      [
        "advice.downPercent: not below advice.upPercent, so the advice would go back and forth; got 50; allowed below 40",
      ],
    ],
    [
      "an empty list of hosts",
      withApp({ hosts: [] }, domain),
      ["apps[0].hosts: no host name; leave hosts out for <name>.<domain>"],
    ],
    ["hosts without a domain", withApp({ hosts: ["a.dev"] }), [`apps[0].hosts: ${needsDomain}`]],
    [
      "a zone and an e-mail address without a domain",
      withApp({}, { zoneId: "Z0123456789", email: "me@example.com" }),
      [`email: ${needsDomain}`, `zoneId: ${needsDomain}`],
    ],
    [
      "an image without a tag",
      withApp({ image: "ghcr.io/acme/todo" }),
      [`apps[0].image: no tag or digest; got "ghcr.io/acme/todo"; ${sameTomorrow}`],
    ],
    [
      "a registry's port in place of a tag",
      withApp({ image: "localhost:5000/todo" }),
      [`apps[0].image: no tag or digest; got "localhost:5000/todo"; ${sameTomorrow}`],
    ],
    [
      "the tag latest",
      withApp({ image: "todo:latest" }),
      [`apps[0].image: the tag latest changes without notice; got "todo:latest"; ${sameTomorrow}`],
    ],
    [
      "a broken digest",
      withApp({ image: "todo@sha256:abc" }),
      [
        'apps[0].image: not an image reference; got "todo@sha256:abc"; allowed name:tag or name@sha256:<64 hex digits>',
      ],
    ],
    [
      "upper case in an image's name",
      withApp({ image: "ghcr.io/Acme/todo:1" }),
      [
        'apps[0].image: not an image reference; got "ghcr.io/Acme/todo:1"; allowed name:tag or name@sha256:<64 hex digits>',
      ],
    ],
    [
      "a reserved variable in env",
      withApp({ env: { PORT: 1 } }),
      ["apps[0].env.PORT: PORT is reserved; it is set by port"],
    ],
    ...["DATABASE_URL", "REDIS_URL", "REDIS_PREFIX", "DATABASE_PASSWORD", "CACHE_PASSWORD"].map(
      (name): [string, unknown, readonly string[]] => [
        `the reserved variable ${name} as a secret`,
        withApp({ secrets: [{ name, generate: true }] }),
        [
          `apps[0].secrets[0]: ${name} is reserved; it is ${name.includes("PASSWORD") ? `part of ${name.startsWith("D") ? "DATABASE_URL" : "REDIS_URL"}, ` : ""}set by ${name.startsWith("D") ? "database" : "cache"}: true`,
        ],
      ],
    ),
    [
      "a variable both plain and secret",
      withApp({ env: { KEY: "a" }, secrets: [{ name: "KEY", generate: true }] }),
      ["apps[0].secrets[0]: KEY is already given by apps[0].env.KEY; keep one of them"],
    ],
    [
      "a secret declared twice",
      withApp({
        secrets: [
          { name: "KEY", generate: true },
          { name: "KEY", generate: true },
        ],
      }),
      ["apps[0].secrets[1]: KEY is already given by apps[0].secrets[0]; keep one of them"],
    ],
    [
      "a number that would lose digits",
      withApp({ env: { ID: 12345678901234567890 } }),
      ["apps[0].env.ID: the number is too large to be kept exactly; put it in quotes"],
    ],
    [
      "an address told twice about the budget",
      withApp({}, { budget: { monthlyUsd: 5, emails: ["a@example.com", "A@example.com"] } }),
      ['budget.emails[1]: already in the list as budget.emails[0]; got "A@example.com"'],
    ],
    ...(
      [
        ["10.0.0.0/24", "wrong size; got %; allowed /16 to /20"],
        ["10.20.1.0/16", "not the first address of its range; got %; allowed 10.20.0.0/16"],
        [
          "8.8.0.0/16",
          "not a private range; got %; allowed inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16",
        ],
        ["172.17.0.0/20", "overlaps 172.17.0.0/16, which Docker uses on the box; got %"],
        ["172.30.0.0/16", "overlaps 172.30.0.0/16, which Docker uses on the box; got %"],
        ["10.20.0.0", "wrong format; got %; allowed an address range such as 10.20.0.0/16"],
      ] as const
    ).map(([cidr, words]): [string, unknown, readonly string[]] => [
      `the network ${cidr}`,
      withApp({}, { network: { cidr } }),
      [`network.cidr: ${words.replace("%", JSON.stringify(cidr))}`],
    ]),
  ];
  for (const [what, raw, lines] of refused) {
    it(`refuse ${what}`, () => {
      expect(problemsOf(raw)).to.deep.equal(lines);
    });
  }

  const accepted: readonly [string, unknown][] = [
    ["hosts outside the domain", withApp({ hosts: ["www.other.org"] }, domain)],
    [
      "a static site with hosts and a rate limit",
      {
        ...domain,
        apps: [{ name: "s", static: ".", hosts: ["a.dev"], rateLimit: { requests: 1, seconds: 1 } }],
      },
    ],
    [
      "an image of a registry with a port, tag and digest",
      withApp({ image: `localhost:5000/a/b_c:v1@sha256:${"0".repeat(64)}` }),
    ],
    ["the tag latest with a digest", withApp({ image: `todo:latest@sha256:${"a".repeat(64)}` })],
    [
      "one volume path in two apps",
      second({ name: "b", image: "b:1", volumes: [{ name: "a", path: "/a" }] }),
    ],
    ["two workers under a domain", { ...domain, ...second({ name: "w", image: "b:1" }) }],
    ["every private /16 beside Docker's", withApp({}, { network: { cidr: "172.31.0.0/16" } })],
  ];
  for (const [what, raw] of accepted) {
    it(`accept ${what}`, () => {
      expect(problemsOf(raw)).to.deep.equal([]);
    });
  }
});
