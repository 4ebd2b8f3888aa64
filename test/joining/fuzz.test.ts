import fc from "fast-check";
import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import { fileKind } from "../../joining/file-kind";
import { checkedStack } from "../../joining/checked-stack";
import { joinFile } from "../../joining/join-file";
import type { Place } from "../../joining/place";
import { JoiningProblem } from "../../joining/problem";
import { stackText } from "../../joining/stack-text";
import { fixtures } from "./fixture";
import { readSource } from "../../cli/import/read-source";

/** A folder that has a Dockerfile and an env file, and nothing else. */
const place: Place = {
  name: "place",
  read: (path) => (path === ".env" ? "A=1\nPASSWORD=M4rker-0f-.env\n" : undefined),
  kindOf: (path) => (path.endsWith("Dockerfile") ? "file" : path === "." ? "folder" : undefined),
  fromProject: () => "./examples/todo",
};

/** The written stack; undefined for a file that is refused in words. */
function written(text: string, file: string): string | undefined {
  const kind = fileKind(file) ?? "compose";
  try {
    const joined = joinFile(text, { file, kind, place, profiles: [] });
    return stackText(joined, { file, region: "us-east-1" });
  } catch (error) {
    if (error instanceof JoiningProblem) return undefined;
    throw error;
  }
}

/** Refused in words or written; what is written passes the settings' own checks. */
function expectPassing(text: string, file: string): void {
  const stack = written(text, file);
  if (stack !== undefined) checkedStack(stack, "mine");
}

const sources = fixtures.map((name) => readSource(`test/joining/fixtures/${name}`));
const junk = [
  "",
  "\n",
  "  ",
  ":",
  "- ",
  "{",
  "}",
  "[",
  "]",
  "'",
  '"',
  "*a",
  "&a ",
  "${",
  "$",
  "null",
  "-1",
  "1e999",
  "<<: ",
  "__proto__: 1",
  "? ",
  "|",
  "\0",
  "\u2028",
  "🙂",
  "#",
  "---\n",
  "\u0085",
  "/",
  "..",
  "=",
];
const edit = fc.record({
  at: fc.nat(),
  removed: fc.oneof(fc.nat(3), fc.nat(60)),
  inserted: fc.oneof(fc.constantFrom(...junk), fc.string({ maxLength: 5, unit: "binary" })),
});

const text = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "db",
    "./x",
    "/data",
    "/",
    "8080:80",
    "80",
    "${A}",
    "${PASSWORD}",
    "$$x",
    "postgres",
    "redis:7",
    "host",
    "no",
    "512M",
    "1m",
    "https://db:5432/x",
    "x".repeat(300),
    "\0",
    "\u0085",
  ),
  fc.string({ maxLength: 12, unit: "binary" }),
);
const value = fc.oneof(
  { depthSize: "small" },
  text,
  fc.constantFrom(null, true, -1, 80, 1e300, Number.NaN, [], {}),
  fc.array(text, { maxLength: 4 }),
  fc.dictionary(text, fc.oneof(text, fc.constant(null), fc.jsonValue({ maxDepth: 2 })), { maxKeys: 4 }),
  fc.jsonValue({ maxDepth: 3 }),
);
const keys = JSON.parse(readFileSync("joining/compose/service-keys.json", "utf8")) as {
  read: string[];
  notes: Record<string, string>;
};
const serviceKey = fc.constantFrom(
  ...keys.read,
  ...Object.keys(keys.notes),
  "labels",
  "links",
  "extends",
  "restart",
  "x-a",
);
const serviceName = fc.oneof(
  fc.constantFrom("db", "app", "web", "redis", "a_b", "A.B", "1", "__proto__", "constructor"),
  text,
);
const service = fc
  .tuple(
    fc.dictionary(serviceKey, value, { maxKeys: 8 }),
    fc.constantFrom("acme/app:1", "postgres:16", "redis:7", "acme/app", undefined),
  )
  .map(([settings, image]) => (image === undefined ? settings : { ...settings, image }));
const compose = fc.record(
  {
    services: fc.dictionary(
      serviceName,
      fc.oneof({ weight: 9, arbitrary: service }, { weight: 1, arbitrary: value }),
    ),
    name: text,
    volumes: value,
    secrets: value,
    networks: value,
  },
  { requiredKeys: ["services"] },
);

describe("import", () => {
  it("refuses any damaged file in words, or writes settings that pass every check", () => {
    const run = fc.property(
      fc.constantFrom(...sources),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      (source, edits) => {
        const damaged = edits.reduce((before, { at, removed, inserted }) => {
          const start = before.length === 0 ? 0 : at % before.length;
          return before.slice(0, start) + inserted + before.slice(start + removed);
        }, source.text);
        expectPassing(damaged, source.file);
      },
    );
    fc.assert(run, { numRuns: 400 });
  });

  it("refuses any value at any key of a Compose file in words, or writes settings that pass every check", () => {
    fc.assert(
      fc.property(compose, (file) => expectPassing(stringify(file), "compose.yaml")),
      { numRuns: 600 },
    );
  });

  it("refuses any text in words", () => {
    const files = fc.constantFrom("compose.yaml", "fly.toml", "railway.json", "railway.toml", "Procfile");
    fc.assert(fc.property(fc.string({ unit: "binary" }), files, expectPassing), { numRuns: 400 });
  });

  it("writes no value of a variable with a secret's name, wherever else the file has it", () => {
    const secret = fc.stringMatching(/^M4rker-[A-Za-z0-9]{8,20}$/);
    const name = fc.constantFrom(
      "PASSWORD",
      "DB_PASS",
      "SECRET_KEY_BASE",
      "API_TOKEN",
      "SMTP_PASSWORD",
      "JWT_SECRET",
      "APIKEY",
      "STRIPE_SECRET_KEY",
      "MYSQL_PWD",
    );
    const carrier = fc.constantFrom(
      (value: string) => ({ environment: { OTHER: `x${value}y` } }),
      (value: string) => ({ environment: { ADDRESS: `https://u:${value}@example.org/` } }),
      (value: string) => ({ environment: [`SETTINGS=host=x;password=${value}`] }),
      (value: string) => ({ environment: { OTHER: "${PASSWORD}", LINE: `--password ${value}` } }),
      (value: string) => ({ command: ["run", `--password=${value}`] }),
      (value: string) => ({ command: `run --api-token ${value}` }),
      (value: string) => ({ command: `run ${value}` }),
      (value: string) => ({ healthcheck: { test: `curl http://localhost/?token=${value}` } }),
      (value: string) => ({ labels: { "traefik.http.middlewares.a.basicauth.users": `a:${value}` } }),
      (value: string) => ({ volumes: [`./${value}:/x`] }),
      (value: string) => ({ entrypoint: ["run", value], working_dir: value, user: value }),
    );
    const run = fc.property(secret, name, carrier, (value, variable, carry) => {
      const { environment = {}, ...rest } = carry(value) as { environment?: object };
      const own = Array.isArray(environment)
        ? [...(environment as string[]), `${variable}=${value}`]
        : { ...environment, [variable]: value };
      const services = { app: { image: "acme/app:1", ports: ["80"], ...rest, environment: own } };
      const stack = written(stringify({ services }), "compose.yaml") ?? "";
      if (stack.includes(value) || stack.includes("M4rker-0f-.env")) throw new Error(stack);
    });
    fc.assert(run, { numRuns: 200 });
  });
});
