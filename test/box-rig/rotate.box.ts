import { expect } from "chai";
import type { Box } from "../../rig/box";
import { builtImages } from "../../rig/stack-bundle";
import { deploy, sharedBox } from "./shared-box";
import { portfolio, withApp } from "../../rig/stacks";

/** Logs in to both servers anew, as an app's pool does when it opens one more connection. */
const login = `
  const { Client } = require("pg");
  const Redis = require("ioredis");
  const database = new Client({ connectionString: process.env.DATABASE_URL });
  const cache = new Redis(process.env.REDIS_URL, { lazyConnect: true, enableReadyCheck: false, retryStrategy: null });
  cache.on("error", ({ message }) => console.log(message));
  Promise.all([database.connect(), cache.connect().then(() => cache.echo("x"))])
    .then(async () => {
      const { rows } = await database.query("select session_user, current_user");
      console.log(rows[0].session_user + " as " + rows[0].current_user);
      await database.end();
      cache.disconnect();
    })
    .catch(({ message }) => { console.log(message); process.exit(1); });
`;

/** The portfolio with passwords of a version; todo and watcher have both kinds. */
function rotated(version: number) {
  const changed = { passwordVersion: version };
  const settings = withApp(withApp(portfolio, "todo", changed), "watcher", changed);
  const secrets = { DATABASE_PASSWORD: `database-${version}`, CACHE_PASSWORD: `cache-${version}` };
  return deploy(settings, builtImages(1), secrets);
}

describe("new passwords for an app's database and cache", () => {
  let box: Box;

  beforeEach(async () => {
    box = await sharedBox();
  });

  const containers = async () =>
    (await box.exec("docker ps -q --filter label=com.docker.compose.service=todo")).split("\n");

  const loginIn = (container: string, env = "") =>
    box.try(`docker exec ${env} ${container} node -e '${login.replaceAll("'", `'\\''`)}'`);

  it("fail no request and refuse no container that is served, old or new; the earlier ones end with the old container", async () => {
    const [old = ""] = await containers();
    const urls = await box.exec(`docker exec ${old} sh -c 'echo "$DATABASE_URL $REDIS_URL"'`);
    const acknowledged: string[] = [];
    const failures: string[] = [];
    const logins: string[] = [];
    let [stop, together] = [false, 0];
    const writer = async (name: number) => {
      for (let count = 0; !stop; count += 1) {
        const title = `rotation ${name} row ${count}`;
        const sent = { host: box.host("todo"), path: "/api/todos", body: JSON.stringify({ title }) };
        const status = await box.ask(sent).then(
          (answer) => String(answer.status),
          (error: unknown) => String(error),
        );
        if (status === "201") acknowledged.push(title);
        else failures.push(status);
      }
    };
    const prober = async () => {
      while (!stop) {
        const running = await containers();
        const asked = running.map(async (container) => ({ container, ...(await loginIn(container)) }));
        const answers = await Promise.all(asked);
        const left = await containers();
        const still = answers.filter(({ container }) => left.includes(container));
        if (still.length > 1) together += 1;
        for (const { status, stdout } of still)
          logins.push(status === 0 ? stdout.trim() : `refused: ${stdout}`);
      }
    };
    const work = [...[1, 2, 3, 4].map(writer), prober()];
    const rotate = async () => {
      for (const version of [2, 3]) expect((await rotated(version)).error).to.equal("");
    };
    await rotate().finally(() => (stop = true));
    await Promise.all(work);
    console.log(
      `    ${acknowledged.length + failures.length} writes, ${failures.length} failed; ${logins.length} new logins, ${together} times from both containers`,
    );

    expect(failures).to.deep.equal([]);
    expect([...new Set(logins)]).to.have.members(
      ["app_todo", "app_todo.2", "app_todo.3"].map((name) => `${name} as app_todo`),
    );
    expect(together).to.be.greaterThan(0);
    const sql = "select title from todos";
    const rows = await box.exec(`docker exec ladder-postgres-1 psql -U postgres -d app_todo -Atc '${sql}'`);
    const found = new Set(rows.split("\n"));
    expect(acknowledged.filter((title) => !found.has(title))).to.deep.equal([]);

    const [now = ""] = await containers();
    const [database = "", cache = ""] = urls.split(" ");
    const own = await box.exec(`docker exec ${now} sh -c 'echo "$DATABASE_URL $REDIS_URL"'`);
    const [ownDatabase = "", ownCache = ""] = own.split(" ");
    const earlier = async (first: string, second: string) =>
      (await loginIn(now, `-e 'DATABASE_URL=${first}' -e 'REDIS_URL=${second}'`)).stdout.trim();
    expect(await earlier(database, ownCache)).to.equal('password authentication failed for user "app_todo"');
    expect(await earlier(ownDatabase, cache)).to.match(/WRONGPASS/);
    const second = ownDatabase.replace("app_todo.3:database-3", "app_todo.2:database-2");
    expect(await earlier(second, ownCache)).to.equal('password authentication failed for user "app_todo.2"');
    expect(await earlier(ownDatabase, ownCache)).to.equal("app_todo.3 as app_todo");
  });

  it("stay with the old container's when the new one does not become healthy", async () => {
    const broken = withApp(portfolio, "todo", { passwordVersion: 2, health: "/nowhere" });
    const secrets = { DATABASE_PASSWORD: "database-2", CACHE_PASSWORD: "cache-2" };
    const both = withApp(broken, "watcher", { passwordVersion: 2 });
    expect((await deploy(both, builtImages(1), secrets)).error).to.match(
      /^todo: the new version did not become healthy/,
    );
    const [old = ""] = await containers();
    expect((await loginIn(old)).stdout.trim()).to.equal("app_todo as app_todo");
    expect((await box.ask({ host: box.host("todo"), path: "/health" })).status).to.equal(200);
  });
});
