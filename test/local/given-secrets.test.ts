import { join } from "node:path";
import { expect } from "chai";
import { readGiven } from "../../local/given-secrets";
import { planOf, sampleApp } from "../box/sample-plan";
import { temporaryFolder } from "../settings/temporary-folder";

const secret = (name: string, source: "given" | "generated") =>
  ({ name, source, parameter: `/${name}`, length: 32, version: 1 }) as const;
const plan = planOf([sampleApp("todo", { secrets: [secret("TOKEN", "given"), secret("KEY", "generated")] })]);

function file(text: string): string {
  return join(temporaryFolder({ "given.env": text }), "given.env");
}

describe("given secrets", () => {
  it("are the rest of their line, byte by byte; comments, empty lines and other apps' values do not count", () => {
    const text = `# mine\n\ntodo.TOKEN= a=b "c" $D #e \\\r\nother.TOKEN=x\n`;
    expect(readGiven(plan, file(text), false)).to.deep.equal({
      "todo.TOKEN": ' a=b "c" $D #e \\',
      "other.TOKEN": "x",
    });
  });

  it("are refused all at once, without showing a value", () => {
    const path = file("todo.KEY=hidden\nhidden\ntodo.TOKEN=\n");
    expect(() => readGiven(plan, path, false)).to.throw(
      [
        `${path}:1: todo has no given secret of this name; allowed TOKEN`,
        `${path}:2: not a secret; allowed <app>.<NAME>=value`,
        `${path}:3: not a secret; allowed <app>.<NAME>=value`,
      ].join("\n"),
    );
  });

  it("need no file, unless one is named", () => {
    expect(readGiven(plan, "/nowhere", false)).to.deep.equal({});
    expect(() => readGiven(plan, "/nowhere", true)).to.throw("/nowhere cannot be read (ENOENT)");
  });
});
