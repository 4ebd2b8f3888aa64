import { expect } from "chai";
import { checkSettings } from "../../settings/check";
import { problemsOf, withApp } from "./problems-of";
import { managedDefaults } from "./managed-defaults";

const noApps =
  "apps: missing; allowed a list; describe your apps under ladder:apps in Pulumi.dev.yaml; Pulumi.dev.yaml is an example";
const types =
  "t4g.nano, t4g.micro, t4g.small, t4g.medium, t4g.large, t4g.xlarge, t4g.2xlarge, m7g.medium, m7g.large, m7g.xlarge, " +
  "m7g.2xlarge, m7g.4xlarge, c7g.medium, c7g.large, c7g.xlarge, r7g.medium, r7g.large, r7g.xlarge, r7g.2xlarge";

describe("checkSettings", () => {
  it("fills in the defaults and leaves the secret values out", () => {
    const settings = checkSettings({ apps: [{ name: "site", static: "./site" }], secrets: {} });
    expect(settings).to.deep.equal({
      tier: "compose",
      apps: [
        {
          name: "site",
          static: "./site",
          health: "/",
          redirectHosts: [],
          database: false,
          cache: false,
          env: {},
          secrets: [],
          volumes: [],
          leaveFiles: false,
          passwordVersion: 1,
          memoryMb: 96,
          startSeconds: 60,
          connections: 10,
          databaseTls: "require",
          readOnly: false,
          stopSeconds: 20,
          maxBodyMb: 10,
        },
      ],
      leaveDatabases: [],
      traffic: 100,
      triggers: { p95Ms: 200, errorPercent: 0.5, downMinutes: 5, hours: 24 },
      dns: "route53",
      database: "auto",
      ...managedDefaults,
      box: {
        instance: "t4g.micro",
        credits: "standard",
        rootGb: 16,
        dataGb: 20,
        databaseMemoryMb: 192,
        postgres: 17,
        cacheMemoryMb: 48,
        cachePolicy: "volatile-lru",
        applyTimeoutMinutes: 15,
        moveTimeoutMinutes: 240,
      },
      network: { cidr: "10.20.0.0/16" },
      backups: { keep: 7, nightly: 7, timeUtc: "03:00", pointInTimeDays: 0 },
      advice: { days: 14, upPercent: 80, downPercent: 50, staleDays: 30 },
      freeTier: "none",
    });
  });

  it("takes an empty optional setting, Pulumi.yaml's default, for one that is not set", () => {
    const unset = checkSettings({ ...withApp({}), domain: "", zoneId: "", email: "", budget: {} });
    expect(unset).to.deep.equal(checkSettings(withApp({})));
  });

  const cases: readonly [string, unknown, string][] = [
    ["a missing root", undefined, "settings: missing; allowed a map"],
    ["a root that is no map", [], "settings: wrong type; got a list of 0; allowed a map"],
    ["missing apps", {}, noApps],
    ["no apps, Pulumi.yaml's default", { apps: [] }, noApps],
    ["apps without a value", { apps: null }, noApps],
    [
      "an unknown setting near a known one",
      withApp({}, { domian: "example.com" }),
      "domian: unknown setting; did you mean domain?",
    ],
    [
      "an unknown setting near nothing",
      withApp({}, { backups: { frequency: 3 } }),
      "backups.frequency: unknown setting; allowed keep, nightly, timeUtc, pointInTimeDays, others, offsite",
    ],
    [
      "a setting that is none of an object's own",
      withApp({}, JSON.parse('{"backups":{"__proto__":1}}')),
      "backups.__proto__: unknown setting; allowed keep, nightly, timeUtc, pointInTimeDays, others, offsite",
    ],
    [
      "a value outside the list",
      withApp({}, { box: { credits: "unlimted" } }),
      'box.credits: unknown value; got "unlimted"; allowed standard, unlimited; did you mean unlimited?',
    ],
    [
      "an instance type that is misspelt",
      withApp({}, { box: { instance: "t4g.smal" } }),
      `box.instance: unknown value; got "t4g.smal"; allowed ${types}; did you mean t4g.small?`,
    ],
    [
      "an instance type of another architecture",
      withApp({}, { box: { instance: "m5zn.metal" } }),
      `box.instance: unknown value; got "m5zn.metal"; allowed ${types}`,
    ],
    [
      "a number that is too large",
      withApp({ port: 99999 }),
      "apps[0].port: too large; got 99999; allowed a whole number from 1 to 65535",
    ],
    [
      "a number that is too small",
      withApp({ memoryMb: 4 }),
      "apps[0].memoryMb: too small; got 4; allowed a whole number from 8 to 65536",
    ],
    [
      "a fraction",
      withApp({ port: 80.5 }),
      "apps[0].port: not a whole number; got 80.5; allowed a whole number from 1 to 65535",
    ],
    [
      "text for a number",
      withApp({ port: "3000" }),
      'apps[0].port: wrong type; got "3000"; allowed a whole number from 1 to 65535',
    ],
    [
      "text for a switch",
      withApp({ database: "yes" }),
      'apps[0].database: wrong type; got "yes"; allowed true or false',
    ],
    [
      "a setting without a value",
      withApp({ port: null }),
      "apps[0].port: wrong type; got nothing; allowed a whole number from 1 to 65535",
    ],
    [
      "text that breaks a pattern, in the pattern's own words",
      withApp({ health: "health" }),
      'apps[0].health: wrong format; got "health"; allowed a path that starts with /, its other characters percent-encoded',
    ],
    [
      "an address that is no e-mail address",
      withApp({}, { budget: { monthlyUsd: 5, emails: ["me"] } }),
      'budget.emails[0]: wrong format; got "me"; allowed an e-mail address such as me@example.com',
    ],
    [
      "text that is too long",
      withApp({ name: "a".repeat(70) }),
      `apps[0].name: too long; got "${"a".repeat(60)}…"; allowed at most 40 characters`,
    ],
    [
      "empty text",
      { apps: [{ name: "todo", build: "" }] },
      'apps[0].build: too short; got ""; allowed at least 1 character',
    ],
    [
      "a list that is too long",
      withApp({ volumes: Array.from({ length: 11 }, (_, i) => ({ name: `v${i}`, path: `/v${i}` })) }),
      "apps[0].volumes: too many items; got a list of 11; allowed at most 10 items",
    ],
    [
      "text for a list, and not its length",
      withApp({}, { budget: { monthlyUsd: 5, emails: "me@example.com" } }),
      'budget.emails: wrong type; got "me@example.com"; allowed a list',
    ],
    [
      "a webhook's address in place of its parameter, without showing it",
      withApp({}, { alerts: { webhook: "https://hooks.slack.com/services/T0/B0/x" } }),
      "alerts.webhook: wrong format; got a string, not shown; allowed the name of a parameter such as /alerts/dev/webhook that holds the address (docs/operate.md), outside /ladder/, which the stack's machines may read",
    ],
    [
      "a city for a time zone",
      withApp({}, { schedule: { start: "08:00", stop: "18:00", timezone: "Berlin" } }),
      'schedule.timezone: wrong format; got "Berlin"; allowed a time zone such as Europe/London; did you mean Europe/Berlin?',
    ],
    [
      "a mistyped time zone",
      withApp({}, { schedule: { start: "08:00", stop: "18:00", timezone: "Europe/Pariss" } }),
      'schedule.timezone: wrong format; got "Europe/Pariss"; allowed a time zone such as Europe/London; did you mean Europe/Paris?',
    ],
    [
      "a time zone that is like no other",
      withApp({}, { schedule: { start: "08:00", stop: "18:00", timezone: "Nowhere" } }),
      'schedule.timezone: wrong format; got "Nowhere"; allowed a time zone such as Europe/London',
    ],
    [
      "a missing setting of a map",
      withApp({ rateLimit: { requests: 5 } }),
      "apps[0].rateLimit.seconds: missing; allowed a whole number from 1 to 3600",
    ],
    [
      "a name that no variable can have",
      withApp({ env: { "foo bar": "x" } }),
      'apps[0].env["foo bar"]: wrong name; allowed upper-case letters, digits and _',
    ],
    [
      "a value that fits no branch of a choice",
      withApp({ env: { KEY: ["x"] } }),
      "apps[0].env.KEY: wrong type; got a list of 1; allowed text or a number or true or false",
    ],
    [
      "a mistake inside the branch that was meant",
      withApp({ secrets: [{ name: "KEY", generate: true, length: 8 }] }),
      "apps[0].secrets[0].length: too small; got 8; allowed a whole number from 16 to 64",
    ],
    [
      "an unknown setting inside the branch that was meant",
      withApp({ secrets: [{ name: "KEY", generate: true, lenght: 20 }] }),
      "apps[0].secrets[0].lenght: unknown setting; did you mean length?",
    ],
    [
      "a generated secret that is not generated",
      withApp({ secrets: [{ name: "KEY", generate: false }] }),
      "apps[0].secrets[0].generate: unknown value; got false; allowed true",
    ],
    [
      "text that is no secret's name, without showing it",
      withApp({ secrets: ["sk-live-1234"] }),
      "apps[0].secrets[0]: wrong format; got a string, not shown; allowed upper-case letters, digits and _ or a map of name, generate, length, version",
    ],
    ["an app that is no map", { apps: ["todo"] }, 'apps[0]: wrong type; got "todo"; allowed a map'],
  ];
  for (const [what, raw, line] of cases) {
    it(`explains ${what}`, () => {
      expect(problemsOf(raw)).to.deep.equal([line]);
    });
  }

  it("reports every problem of every app at once, in the order of the apps", () => {
    const apps = [
      { name: "b", image: "b:1", port: 0 },
      { name: "b", image: "b", prt: 3 },
    ];
    expect(problemsOf({ apps, tier: "ecs" }, { stack: "dev", region: "mars" })).to.deep.equal([
      "apps[0].port: too small; got 0; allowed a whole number from 1 to 65535",
      'apps[1].image: no tag or digest; got "b"; allowed a version such as name:1.4.0; the same settings must run the same software tomorrow',
      'apps[1].name: already the name of apps[0]; got "b"',
      "apps[1].prt: unknown setting; did you mean port?",
      'aws:region: unknown region; got "mars"; allowed a commercial region such as us-east-1; pulumi config set aws:region us-east-1 -s dev',
      'tier: unknown value; got "ecs"; allowed compose, beanstalk, fargate',
    ]);
  });
});
