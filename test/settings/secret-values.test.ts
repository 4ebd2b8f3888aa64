import { expect } from "chai";
import { readStack } from "../../settings/read-stack";
import { linesOf, problemsOf, withApp } from "./problems-of";
import { temporaryFolder } from "./temporary-folder";

const value = "sk-live-0123456789";
const app = { name: "my-app", secrets: ["API_KEY", { name: "SESSION", generate: true }] };
const withSecrets = (secrets: unknown) => problemsOf(withApp(app, { secrets }), { stack: "prod" });
const noValue =
  "secrets.my-app.API_KEY: no value; pulumi config set --secret --path 'ladder:secrets.my-app.API_KEY' -s prod";

describe("values of secrets", () => {
  it("are complete when every given secret has one", () => {
    expect(withSecrets({ "my-app": { API_KEY: value } })).to.deep.equal([]);
  });

  it("may be as long as AWS keeps, with braces and several lines", () => {
    const long = `{"a":{}}\n{{\t${"é".repeat(2042)}`;
    expect(Buffer.byteLength(long)).to.equal(4096);
    expect(withSecrets({ "my-app": { API_KEY: long } })).to.deep.equal([]);
  });

  it("are encrypted: one that stands in the file as it is is refused, without showing it", () => {
    const text = (written: string) => `config:
  aws:region: us-east-1
  ladder:apps: [{ name: my-app, image: "a:1", port: 80, secrets: [API_KEY] }]
  ladder:secrets: { my-app: { API_KEY: ${written} } }
`;
    const read = (written: string) =>
      linesOf(() => readStack(temporaryFolder({ "Pulumi.prod.yaml": text(written) }), "prod"));
    expect(read("{ secure: v1:abc }")).to.deep.equal([]);
    expect(read(value)).to.deep.equal([
      "secrets.my-app.API_KEY: not encrypted; whoever read the file knows it: make a new one, and pulumi config set --secret --path 'ladder:secrets.my-app.API_KEY' -s prod",
    ]);
  });

  const cases: readonly [string, unknown, readonly string[]][] = [
    ["the exact command for a value that is missing", {}, [noValue]],
    ["the same when nothing at all is set", undefined, [noValue]],
    [
      "an app that does not exist",
      { "my-ap": { API_KEY: value }, "my-app": { API_KEY: value } },
      ["secrets.my-ap: no app has this name; did you mean my-app?"],
    ],
    [
      "a name that the app does not declare",
      { "my-app": { API_KEYS: value, API_KEY: value, OTHER: value } },
      [
        "secrets.my-app.API_KEYS: the app does not declare this secret; did you mean API_KEY?",
        "secrets.my-app.OTHER: the app does not declare this secret; add it to apps[0].secrets",
      ],
    ],
    [
      "a value for a generated secret",
      { "my-app": { API_KEY: value, SESSION: value } },
      [
        "secrets.my-app.SESSION: the stack generates this value; remove it, or declare SESSION by its name alone",
      ],
    ],
    [
      "empty text",
      { "my-app": { API_KEY: "" } },
      ["secrets.my-app.API_KEY: not a value; allowed text that is not empty"],
    ],
    [
      "a number",
      { "my-app": { API_KEY: 5 } },
      ["secrets.my-app.API_KEY: not a value; allowed text that is not empty"],
    ],
    [
      "more bytes than AWS keeps",
      { "my-app": { API_KEY: "é".repeat(2048) + "x" } },
      ["secrets.my-app.API_KEY: too long; got 4097 bytes; allowed at most 4096 bytes; split it into several"],
    ],
    [
      "what AWS reads as a reference to another parameter",
      { "my-app": { API_KEY: "a {{ssm:other}} b" } },
      [
        "secrets.my-app.API_KEY: AWS refuses values with {{ and }}; encode it as base64, and decode it in the app",
      ],
    ],
    [
      "a character that no environment variable holds",
      { "my-app": { API_KEY: "a\0b" } },
      [
        "secrets.my-app.API_KEY: a character that does not reach the container as it is; got U+0000; encode it as base64, and decode it in the app",
      ],
    ],
    [
      "text in place of the app's map, without showing it",
      { "my-app": value },
      ["secrets.my-app: wrong type; got a string, not shown; allowed a map", noValue],
    ],
    [
      "text in place of all values, without showing it",
      value,
      ["secrets: wrong type; got a string, not shown; allowed a map"],
    ],
  ];
  for (const [what, secrets, lines] of cases) {
    it(`are explained: ${what}`, () => {
      expect(withSecrets(secrets)).to.deep.equal(lines);
    });
  }

  it("are never part of a hint that would not work in a shell", () => {
    const raw = withApp({ name: "it's", secrets: ["$(x)"] });
    expect(problemsOf(raw)).to.deep.equal([
      'apps[0].name: wrong format; got "it\'s"; allowed lower-case letters, digits and single hyphens, starting with a letter',
      "apps[0].secrets[0]: wrong format; got a string, not shown; allowed upper-case letters, digits and _ or a map of name, generate, length, version",
    ]);
  });
});
