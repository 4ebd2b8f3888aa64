import { expect } from "chai";
import type { Box } from "../../rig/box";
import { sharedBox } from "./shared-box";
import { render, secretValue } from "../../rig/stack-bundle";
import { portfolio } from "../../rig/stacks";

describe("an app on a box", () => {
  let box: Box;

  before(async () => {
    box = await sharedBox();
  });

  /** What a program prints inside an app's container, with the exit code that the container's own shell saw. */
  const inApp = async (app: string, program: string) => {
    const { stdout } = await box.inApp(app, `(${program}); echo " exit $?"`);
    const [, text = stdout, status] = /^(.*) exit (\d+)\n$/s.exec(stdout) ?? [];
    return { status: Number(status), stdout: text.trim() };
  };

  it("cannot reach another app's container, by name or by address", async () => {
    const address = await box.exec(
      `docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' ${await box.container("files")}`,
    );
    const own = await inApp("files", `/.ladder/busybox wget -T 1 -q -O /dev/null http://${address}:5000/`);
    expect(own.status).to.equal(0);
    for (const target of ["files", address]) {
      const other = await inApp("todo", `/.ladder/busybox wget -T 1 -q -O - http://${target}:5000/`);
      expect(other, target).to.deep.equal({ status: 1, stdout: "" });
    }
  });

  it("cannot reach PostgreSQL or Redis when it has none", async () => {
    for (const service of ["postgres", "redis"]) {
      const address = await box.exec(
        `docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' ladder-${service}-1`,
      );
      const port = service === "postgres" ? 5432 : 6379;
      const connect = async (app: string, target: string) =>
        (await inApp(app, `/.ladder/busybox nc -w 1 ${target} ${port} </dev/null`)).status;
      expect(await connect("todo", service), `${service} from an app that has it`).to.equal(0);
      for (const target of [service, ...address.split(" ")])
        expect(await connect("whoami", target), target).to.equal(1);
    }
  });

  it("cannot open another app's database", async () => {
    const connect = (database: string) =>
      inApp(
        "todo",
        `cd /app && exec /usr/local/bin/node -e "const {Client}=require(\\"pg\\");const url=new URL(process.env.DATABASE_URL);` +
          `url.pathname=\\"${database}\\";const c=new Client({connectionString:url.href});` +
          `c.connect().then(()=>c.end()).then(()=>console.log(\\"open\\"),e=>console.log(e.message))"`,
      );
    expect((await connect("app_todo")).stdout).to.equal("open");
    for (const other of ["app_watcher", "postgres", "template1"]) {
      expect((await connect(other)).stdout, other).to.equal(`permission denied for database "${other}"`);
    }
  });

  it("cannot read or write keys of another app, nor list keys", async () => {
    const command = (...words: readonly string[]) =>
      inApp(
        "todo",
        `cd /app && exec /usr/local/bin/node -e "const R=require(\\"ioredis\\");` +
          `const r=new R(process.env.REDIS_URL,{enableReadyCheck:false});r.call(${words
            .map((word) => `\\"${word}\\"`)
            .join(
              ",",
            )}).then(a=>console.log(a),e=>console.log(e.message.split(\\" \\")[0])).then(()=>r.quit())"`,
      );
    expect((await command("set", "todo:mine", "1")).stdout).to.equal("OK");
    expect((await command("get", "watcher:theirs")).stdout).to.equal("NOPERM");
    expect((await command("set", "watcher:theirs", "1")).stdout).to.equal("NOPERM");
    expect((await command("keys", "*")).stdout).to.equal("NOPERM");
    expect((await command("acl", "list")).stdout).to.equal("NOPERM");
  });

  it("cannot reach the metadata address, which the box itself can", async () => {
    expect(await box.exec("busybox wget -T 1 -q -O - http://169.254.169.254/")).to.equal("role credentials");
    for (const app of ["todo", "whoami"]) {
      const outside = await inApp(app, `/.ladder/busybox nc -w 1 ${box.address} 80 </dev/null`);
      expect(outside.status, `${app} reaches an address outside`).to.equal(0);
      const { status, stdout } = await inApp(
        app,
        "/.ladder/busybox wget -T 1 -q -O - http://169.254.169.254/",
      );
      expect([status, stdout], app).to.deep.equal([1, ""]);
    }
  });

  it("holds its own secrets; no other container, no journal and no file of the volume has them", async () => {
    const { parameters } = await render(portfolio);
    const canaries = parameters.map((name) => secretValue(name).split(" ")[0]).join("\n");
    const own = await box.exec(
      `docker exec ${await box.container("todo")} /.ladder/busybox env | sed -n 's/^API_TOKEN=//p'`,
    );
    expect(own).to.equal(secretValue("/ladder/rig/apps/todo/API_TOKEN"));
    await box.exec(`cat >/run/canaries <<'END'\n${canaries}\nEND`);
    const found = (place: string) => box.try(`${place} | grep -aFf /run/canaries | wc -l`);
    expect(
      (await found(`docker inspect ${await box.container("todo")}`)).stdout.trim(),
      "its own",
    ).not.to.equal("0");
    for (const container of ["whoami", "paste", "files", "caddy"]) {
      const { stdout } = await found(`docker inspect ladder-${container}-1`);
      expect(stdout.trim(), container).to.equal("0");
    }
    expect((await found("journalctl --no-pager")).stdout.trim(), "journal").to.equal("0");
    expect((await found("grep -arF canary- /data")).stdout.trim(), "/data").to.equal("0");
    expect((await found("docker ps -q | xargs -n 1 docker logs 2>&1")).stdout.trim(), "logs").to.equal("0");
    const watcher = await box.exec(`docker exec ${await box.container("watcher")} /.ladder/busybox env`);
    expect(watcher).not.to.include(secretValue("/ladder/rig/apps/todo/DATABASE_PASSWORD"));
    expect(watcher).not.to.include("API_TOKEN");
  });
});
