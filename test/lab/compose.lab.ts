import { readFileSync } from "node:fs";
import { expect } from "chai";
import { labFolder } from "../../lab/lab-folder";
import { until } from "../../rig/command";
import { request } from "../../rig/request";
import { lab } from "./ladder-lab";
import { leftBehind } from "./left-behind";

const folder = labFolder();

describe("A lab on the tier compose", () => {
  let address = "";
  const authority = () => readFileSync(folder.authority, "utf8");

  before(async () => expect(await leftBehind()).to.deep.equal([]));
  after(() => lab("down").ended);

  it("ends its `up` when the example app answers over HTTPS, and says how to call it", async () => {
    const { exitCode, stdout, stderr } = await lab("up").ended;
    expect(exitCode, stderr).to.equal(0);
    const told = /^ {2}curl --cacert (\S+) --resolve todo[.]lab[.]test:443:(\S+) https:[/][/]todo/m.exec(
      stdout,
    );
    expect(told?.[1]).to.equal(folder.authority);
    address = told?.[2] ?? "";
    console.log(stdout);
  });

  it("answers for each app under its own name, with a certificate of its own authority", async () => {
    const { stdout } = await lab("status").ended;
    const answers = stdout.split("\n").filter((line) => line.startsWith("https://"));
    expect(answers).to.deep.equal([
      "https://portfolio.lab.test  200",
      "https://docs.lab.test  200",
      "https://todo.lab.test  200",
      "https://groceries.lab.test  200",
      "https://whoami.lab.test  200",
    ]);
    console.log(stdout);
  });

  it("takes what a visitor writes, each app into its own database", async () => {
    const ask = (app: string, body?: string) =>
      request({ address, host: `${app}.lab.test`, authority: authority(), path: "/api/todos", body });
    const written = await ask("todo", JSON.stringify({ title: "from the lab" }));
    expect(written.status).to.equal(201);
    const cookie = String(written.headers["set-cookie"]).split(";")[0] ?? "";
    const read = (app: string) =>
      request({
        ...{ address, host: `${app}.lab.test`, authority: authority(), path: "/api/todos" },
        headers: { cookie },
      });
    expect((await read("todo")).body).to.include("from the lab");
    expect((await read("groceries")).body).not.to.include("from the lab");
  });

  it("is alone: a second one is refused with what to do", async () => {
    const { exitCode, stderr } = await lab("up").ended;
    expect(exitCode).to.equal(1);
    expect(stderr).to.match(
      /^A lab is running since \S+: `npm run lab -- status` shows it, `npm run lab -- down` ends it[.]\n$/,
    );
  });

  it("leaves nothing behind when it is ended", async () => {
    expect(await leftBehind()).not.to.deep.equal([]);
    const { exitCode, stderr } = await lab("down").ended;
    expect(exitCode, stderr).to.equal(0);
    expect(await leftBehind()).to.deep.equal([]);
  });

  it("leaves nothing behind either when all its processes are killed in the middle of `pulumi up`", async () => {
    const up = lab("up");
    await until("a machine boots", 300, async () => (await leftBehind()).some((line) => /-i-/.test(line)));
    up.child.kill("SIGKILL");
    for (const file of [folder.script, folder.server, folder.pulumi])
      process.kill(Number(readFileSync(file, "utf8")), "SIGKILL");
    const { stderr, exitCode } = await lab("status").ended;
    expect([exitCode, stderr]).to.deep.equal([
      1,
      "The lab was killed: `npm run lab -- down` removes what it left.\n",
    ]);
    expect((await lab("down").ended).exitCode).to.equal(0);
    expect(await leftBehind()).to.deep.equal([]);
  });
});
