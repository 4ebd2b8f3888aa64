import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import packageJson from "../package.json";

const root = join(__dirname, "..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...["docs", "docs/decisions", "docs/proof"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];

interface Named {
  readonly page: string;
  readonly script: string;
  readonly options: readonly string[];
}

/** Each `npm run …` of a page, with the long options behind its `--`. */
function commandsOf(page: string): readonly Named[] {
  const text = readFileSync(join(root, page), "utf8");
  const found = text.matchAll(/npm run (?:-s |--silent )?([a-z][a-z:-]*)((?: -- [^`\n#|]*)?)/g);
  return [...found].map(([, script = "", rest = ""]) => {
    // What an app's own command gets, or another program behind a pipe, is not ours.
    const own = rest.replace(/^ -- /, "").split(/ -- | > |;/)[0] ?? "";
    return { page, script, options: [...own.matchAll(/(?<!\S)--[a-z][a-z-]*/g)].map(([option]) => option) };
  });
}

/** Long options that a command's source states; `name` is its file of cli/. */
function optionsOf(name: string): ReadonlySet<string> {
  const [folder, shared] = [`cli/${name}`, ["cli/stack-options.ts", "cli/run-command.ts"]];
  const parts = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  const files = [`${folder}.ts`, ...shared, ...parts.map((part) => `${folder}/${part}`)];
  const text = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
  return new Set(["--help", "--version", ...[...text.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option)]);
}

describe("commands in the documents", () => {
  const commands = pages.flatMap(commandsOf);
  const scripts: Readonly<Record<string, string>> = packageJson.scripts;

  it("are scripts of package.json", () => {
    expect(commands.length).to.be.above(100);
    const unknown = commands.filter(({ script }) => !(script in scripts));
    expect(unknown.map(({ page, script }) => `${page}: npm run ${script}`)).to.deep.equal([]);
  });

  it("have options that the command knows", () => {
    const unknown = commands.flatMap(({ page, script, options }) => {
      const name = /cli\/([a-z-]+)\.ts/.exec(scripts[script] ?? "")?.[1];
      const known = name === undefined ? new Set(options) : optionsOf(name);
      return options.filter((one) => !known.has(one)).map((one) => `${page}: npm run ${script} -- ${one}`);
    });
    expect(unknown).to.deep.equal([]);
  });
});
