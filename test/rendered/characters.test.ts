import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { composeFile } from "../../box/compose/compose-file";
import { unfitCharacter } from "../../settings/unfit-characters";
import { planOf, sampleApp } from "../box/sample-plan";
import { run, secretFiles, tool } from "./command";

/** Everything that is not plain text in some format: both ranges of control characters, line ends, marks, the last two. */
const points = [
  ...Array.from({ length: 0xa1 }, (_, point) => point),
  0x2028,
  0x2029,
  0xfeff,
  0xfffe,
  0xffff,
  0x1f642,
];
const texts = points.map((point) => `a${String.fromCodePoint(point)}\nb`);
const fit = texts.filter((text) => unfitCharacter(text) === undefined);

const secret = {
  name: "S",
  parameter: "/ladder/dev/apps/todo/S",
  source: "given",
  length: 0,
  version: 1,
} as const;

interface Read {
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

describe("A text of the settings", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-texts-"));
  const compose = tool("compose");
  after(() => rmSync(folder, { recursive: true }));

  /** What Compose makes of the rendered file; undefined when it refuses it. */
  function readBack(values: readonly string[], envFile = ""): Read | undefined {
    const env = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
    const app = sampleApp("todo", {
      env: envFile === "" ? env : {},
      command: [...values],
      secrets: [secret],
    });
    const file = join(folder, "compose.yaml");
    writeFileSync(join(folder, "todo.env"), envFile);
    const text = composeFile(planOf([app])).replaceAll("/run/ladder/secrets", folder);
    writeFileSync(file, text);
    const { status, stdout } = run(compose, ["-f", file, "config", "--format", "json"], "", {
      HOST_SUFFIX: "203.0.113.7.sslip.io",
    });
    if (status !== 0) return undefined;
    const { services } = JSON.parse(stdout) as { services: { todo: Read } };
    const { environment, command } = services.todo;
    const plain = (value: string) => value.replaceAll("$$", "$");
    const names = values.map((_, index) => `V${index}`);
    return {
      environment: Object.fromEntries(names.map((name) => [name, plain(environment[name] ?? "")])),
      command: command.map(plain),
    };
  }

  const asRead = (values: readonly string[]): Read => ({
    environment: Object.fromEntries(values.map((value, index) => [`V${index}`, value])),
    command: values,
  });

  it("reaches Compose exactly, whatever accepted characters it has", () => {
    expect(fit.length).to.equal(points.length - 36);
    expect(readBack(fit)).to.deep.equal(asRead(fit));
  });

  it("would not, with any of the refused ones; NUL no program can be given", () => {
    const refused = texts.filter((text) => unfitCharacter(text) !== undefined && !text.includes("\0"));
    expect(refused.length).to.equal(35);
    const arrived = refused.filter((text) => readBack([text])?.command[0] === text);
    expect(arrived).to.deep.equal([]);
    expect(() => run("true", [], "", { VALUE: "a\0" })).to.throw(/null bytes/);
  });

  it("does so from the secrets' env file too", () => {
    const values = asRead(fit).environment;
    const declared = { secrets: Object.keys(values).map((name) => ({ name })) };
    expect(readBack(fit, secretFiles("app_env", declared, values))?.environment).to.deep.equal(values);
  });
});
