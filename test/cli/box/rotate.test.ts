import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { raisePasswordVersion, raiseRdsPasswordVersion } from "../../../cli/box/raise-password-version";

const root = resolve(__dirname, "../../..");
const settings = `config:
  aws:region: us-east-1
  ladder:apps:
    # The shop.
    - name: shop
      database: true # its orders
      cache: true
      port: 3000
    - { name: todo, database: true, port: 3000 } # small
    - name: blog
      cache: true
      passwordVersion: 9 # the last one
    - name: page
      static: ./page`;

function raised(app: string, text = settings) {
  return raisePasswordVersion(text, "Pulumi.dev.yaml", app);
}

interface Written {
  readonly config: { readonly "ladder:apps": readonly Readonly<Record<string, unknown>>[] };
}

describe("npm run box -- rotate", () => {
  it("adds one line below what has the password, in the form of the file, and changes nothing else", () => {
    const line = "      cache: true\n";
    expect(raised("shop")).to.deep.equal({
      text: settings.replace(line, `${line}      passwordVersion: 2\n`),
      from: 1,
      to: 2,
    });
    expect(raised("todo").text).to.equal(
      settings.replace("todo, database: true", "todo, database: true, passwordVersion: 2"),
    );
  });

  it("raises a version that is there by one, each time", () => {
    const { text, from, to } = raised("blog");
    expect([from, to, text]).to.deep.equal([
      9,
      10,
      settings.replace("passwordVersion: 9", "passwordVersion: 10"),
    ]);
    expect(raised("blog", text).to).to.equal(11);
    expect(raised("todo", raised("todo").text).to).to.equal(3);
  });

  it("raises every app of the example, and the file says so", () => {
    const example = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8");
    const { config } = parse(example) as Written;
    const owners = config["ladder:apps"].filter(({ database, cache }) => database === true || cache === true);
    const names = owners.map(({ name }) => String(name));
    const after = parse(names.reduce((text, name) => raised(name, text).text, example)) as Written;
    const expected = config["ladder:apps"].map((app) =>
      names.includes(String(app["name"])) ? { ...app, passwordVersion: 2 } : app,
    );
    expect(names).to.have.length.above(4);
    expect(after.config["ladder:apps"]).to.deep.equal(expected);
  });

  it("raises the version of RDS's administrator in its group, or makes one below a setting of one line", () => {
    const rds = (text: string) => raiseRdsPasswordVersion(text, "Pulumi.dev.yaml");
    const line = "  aws:region: us-east-1\n";
    const made = settings.replace(line, `${line}  ladder:rds: { passwordVersion: 2 }\n`);
    expect(rds(settings)).to.deep.equal({ text: made, from: 1, to: 2 });
    expect(rds(made).text).to.equal(made.replace("passwordVersion: 2", "passwordVersion: 3"));
    const grouped = settings.replace(line, `${line}  ladder:rds:\n    storageGb: 30 # enough\n`);
    expect(rds(grouped).text).to.equal(grouped.replace("# enough\n", "# enough\n    passwordVersion: 2\n"));
    expect(() => rds(settings.replace(line, `${line}  ladder:rds: {}\n`))).to.throw(
      "Pulumi.dev.yaml has no place for it: set ladder:rds with passwordVersion: 2",
    );
    expect(() => rds(made.replace("passwordVersion: 2", "passwordVersion: 0"))).to.throw(
      "Pulumi.dev.yaml: passwordVersion of ladder:rds is not a whole number from 1",
    );
  });

  it("refuses an app that is not there or has no password, in one sentence", () => {
    expect(() => raised("shopp")).to.throw("Pulumi.dev.yaml has no app shopp under ladder:apps");
    expect(() => raised("page")).to.throw(
      "page has no generated password: neither database nor cache is true",
    );
    expect(() => raised("blog", settings.replace("passwordVersion: 9", "passwordVersion: x"))).to.throw(
      "Pulumi.dev.yaml: passwordVersion of blog is not a whole number from 1",
    );
  });

  it("writes the file and says what to do next; a refusal leaves it alone", () => {
    const folder = mkdtempSync(join(tmpdir(), "ladder-rotate-"));
    try {
      writeFileSync(join(folder, "Pulumi.dev.yaml"), settings);
      const program = ["--require", join(root, "scripts/loader.cjs"), join(root, "cli/box.ts")];
      const rotate = (...args: readonly string[]) =>
        spawnSync(process.execPath, [...program, ...args], { cwd: folder, encoding: "utf8" });
      expect(rotate("rotate", "page").status).to.equal(1);
      expect(readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8")).to.equal(settings);
      expect(rotate("rotate", "todo").stdout).to.equal(
        "Pulumi.dev.yaml: passwordVersion of todo is now 2, was 1. Nothing else has changed yet; pulumi up -s dev gives the app its new passwords.\n",
      );
      expect(readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8")).to.equal(raised("todo").text);
      expect(rotate("-s", "nowhere", "rotate", "todo").stderr).to.equal(
        "there is no Pulumi.nowhere.yaml here\n",
      );
      expect(readdirSync(folder)).to.deep.equal(["Pulumi.dev.yaml"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
