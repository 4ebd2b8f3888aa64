import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { databaseName } from "../../plan/names";

/** The command of docs/joining.md that takes DATABASE_URL apart, ending in a program that shows the parts. */
function parts(address: string): string {
  const page = readFileSync("docs/joining.md", "utf8");
  const block = /```yaml\n(?<yaml>command:[^]*?)```/.exec(page)?.groups?.yaml ?? "";
  const { command } = parse(block) as { command: readonly [string, string, string] };
  const script = command[2].replace(
    "exec ./what-the-image-starts",
    'echo "$DB_USER $DB_PASSWORD $DB_NAME $DB_HOST $DB_PORT"',
  );
  const { stdout, stderr } = spawnSync(command[0], [command[1], script], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], DATABASE_URL: address },
  });
  return stdout + stderr;
}

describe("docs/joining.md", () => {
  const name = databaseName("notes");

  it("shows a command that takes the address of the box's database apart", () => {
    expect(parts(`postgres://${name}:Abc9@postgres:5432/${name}`)).to.equal(
      `${name} Abc9 ${name} postgres 5432\n`,
    );
  });

  it("and that of RDS", () => {
    const host = "x.y.eu-central-1.rds.amazonaws.com";
    expect(parts(`postgres://${name}:Abc9@${host}:5432/${name}?sslmode=require`)).to.equal(
      `${name} Abc9 ${name} ${host} 5432\n`,
    );
  });
});
