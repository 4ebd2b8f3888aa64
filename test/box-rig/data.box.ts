import { expect } from "chai";
import { postgresService } from "../../box/compose/postgres-service";
import { postgresSettings } from "../../box/compose/postgres-settings";
import { samplePlan } from "../box/sample-plan";
import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import { rig } from "../../rig/rig";
import { Server } from "./server";
import { sharedBox } from "./shared-box";

/** As many sessions as the program says, each with a sort that fills its work_mem, then idle; prints how each ended. */
const sessions = (psql: string, count: number) =>
  `for i in $(seq ${count}); do
     ${psql} -c "select count(*) from (select md5(n::text) as a from generate_series(1, 30000) as n order by a) as s" -c "select pg_sleep(8)" >/dev/null 2>/tmp/said.$i && echo served >>/tmp/said.$i &
   done; wait; cat /tmp/said.* | sed 's/.*FATAL: *//' | sort | uniq -c | sed 's/^ *//'`;

/** All that are free: three are the administrator's, one is the health check's. */
const busy = postgresSettings(192).maxConnections - 4;

/** Processes and shared memory of a container in MiB, without the cache that the kernel gives back. */
const memoryProgram =
  "awk '/^(total_rss|total_shmem|anon|shmem) / { sum += $2 } END { print sum / 1048576 }' $(ls /sys/fs/cgroup/memory/memory.stat /sys/fs/cgroup/memory.stat 2>/dev/null)";

describe("PostgreSQL with all its connections busy", () => {
  it("stays inside the default memory", async () => {
    const server = await Server.postgres(rig(), "busy", postgresService(samplePlan()));
    try {
      // Tables small enough that reading them fills the shared buffers.
      for (const name of ["a", "b", "c", "d", "e", "f"])
        await server.sql(
          `create table ${name} as select repeat('x', 500) from generate_series(1, 10000); select count(*) from ${name}`,
        );
      // The clients have memory of their own, as apps have.
      const work = server.beside(
        "bash",
        "-c",
        sessions(`psql -XqAt -d "${server.connection} dbname=postgres"`, busy),
      );
      let largest = 0;
      const sample = setInterval(() => {
        void server
          .exec("bash", "-c", memoryProgram)
          .then(({ status, stdout }) => (largest = Math.max(largest, status === 0 ? Number(stdout) : 0)));
      }, 500);
      const { stdout } = await work;
      clearInterval(sample);
      console.log(
        `    ${busy} busy sessions in 192 MiB: ${largest.toFixed(0)} MiB of processes and shared memory`,
      );
      expect(stdout.trim()).to.equal(`${busy} served`);
      expect(largest).to.be.within(48, 192);
    } finally {
      await server.remove();
    }
  });
});

describe("The data of a box", () => {
  let box: Box;

  before(async () => {
    box = await sharedBox();
  });

  const postgres = (program: string) => box.exec(`docker exec ladder-postgres-1 bash -c '${program}'`);

  it("lets a greedy app use up its own connections and no other app's", async () => {
    const url =
      "$(docker inspect -f '{{range .Config.Env}}{{println .}}{{end}}' $(docker ps -q --filter label=com.docker.compose.service=todo) | sed -n s/^DATABASE_URL=//p)";
    const image = "$(docker inspect -f '{{.Config.Image}}' ladder-postgres-1)";
    const held = box.exec(
      `docker run --rm -i --network ladder_app-todo --env "URL=${url}" --entrypoint bash ${image} <<'END'\n${sessions('psql -XqAt -d "$URL"', 24)}\nEND`,
    );
    await until("the greedy app has all it may have", 60, async () =>
      (
        await box.try("docker exec ladder-postgres-1 psql -XqAt -U app_todo -d app_todo -c 'select 1'")
      ).stderr.includes('too many connections for role "app_todo"'),
    );
    expect(await postgres('psql -XqAt -U app_watcher -d app_watcher -c "select 1"')).to.equal("1");
    expect(await held).to.match(/^\d+ served\n\d+ too many connections for role "app_todo"$/);
  });

  it("is whole and served again after PostgreSQL restarts under load, without a restart of the app", async () => {
    const container = await box.exec("docker ps -q --filter label=com.docker.compose.service=todo");
    const acknowledged: string[] = [];
    let [refused, stop] = [0, false];
    const writer = async (name: number) => {
      for (let count = 0; !stop; count += 1) {
        const title = `writer ${name} row ${count}`;
        const answer = await box
          .ask({ host: box.host("todo"), path: "/api/todos", body: JSON.stringify({ title }) })
          .catch(() => undefined);
        if (answer?.status === 201) acknowledged.push(title);
        else refused += 1;
      }
    };
    const writers = [1, 2, 3, 4].map(writer);
    const restart = async () => {
      await until("rows are written", 60, () => Promise.resolve(acknowledged.length > 20));
      const started = Date.now();
      await box.exec("docker restart ladder-postgres-1");
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      const before = acknowledged.length;
      await until("rows are written again", 120, () => Promise.resolve(acknowledged.length > before + 20));
      return seconds;
    };
    const seconds = await restart().finally(() => (stop = true));
    await Promise.all(writers);
    console.log(
      `    restart of PostgreSQL ${seconds} s; ${acknowledged.length} rows acknowledged, ${refused} requests refused`,
    );
    const rows = new Set(
      (await postgres('psql -U postgres -d app_todo -Atc "select title from todos"')).split("\n"),
    );
    expect(acknowledged.filter((title) => !rows.has(title))).to.deep.equal([]);
    expect(await box.exec("docker ps -q --filter label=com.docker.compose.service=todo")).to.equal(container);
  });

  it("was checkpointed when PostgreSQL is stopped, although sessions were open", async () => {
    const held = box.try(
      "docker exec ladder-postgres-1 psql -U app_todo -d app_todo -c 'select pg_sleep(300)'",
    );
    await until("the session is at work", 60, async () =>
      (await postgres('psql -XqAt -U postgres -c "select wait_event from pg_stat_activity"')).includes(
        "PgSleep",
      ),
    );
    await box.exec("docker stop ladder-postgres-1");
    const state = await box.exec(
      `docker run --rm --user 999 --network none -v /data/ladder/postgres/17:/data --entrypoint pg_controldata $(docker inspect -f '{{.Config.Image}}' ladder-postgres-1) /data | sed -n 's/^Database cluster state: *//p'`,
    );
    await box.exec("docker start ladder-postgres-1");
    expect(state).to.equal("shut down");
    expect((await held).stderr).to.include("terminating connection due to administrator command");
  });
});
