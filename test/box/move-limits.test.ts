import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

/** No time for anything. */
const short = `
import limits
limits.DOCKER = limits.QUESTION = limits.STOP = limits.END = 0.2
limits.LOOK, limits.STANDSTILL = 0.05, 0.3
`;

/** Two servers that a watch looks at: what each look finds, the last one for ever. */
const watched = `
import move_container, time
from move_container import MoveFailed
from move_watch import Watch

class Server:
    def __init__(self, title, *looks): self.title, self.looks, self.answered = title, list(looks), 0
    def ask(self, sql):
        self.answered += 1
        look = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(look, Exception): raise look
        return [look]

def watch(box, rds, seconds, failed=False):
    ended = []
    move_container.remove = lambda: ended.append("ended")
    try:
        with Watch(Server("the box", *box), Server("RDS", *rds)):
            if failed: move_container.removals[0] += 1
            deadline = time.monotonic() + seconds
            while not ended and time.monotonic() < deadline: time.sleep(0.01)
            if ended or failed: raise MoveFailed("could not be copied")
        print("whole", ended)
    except MoveFailed as error:
        print(error, ended)
`;

describe("a move that waits for what never answers", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-move-limits-"));
  after(() => rmSync(folder, { recursive: true }));

  function python(program: string): readonly string[] {
    // Docker's client waits as long as its daemon does.
    writeFileSync(join(folder, "docker"), "#!/bin/sh\nexec sleep 60\n", { mode: 0o755 });
    const PATH = `${folder}:${process.env["PATH"] ?? ""}`;
    const env = { ...process.env, PATH, PYTHONPATH: "box/programs", LADDER_RUN: folder };
    const done = spawnSync("python3", ["-Bc", short + program], { env, encoding: "utf8", timeout: 30_000 });
    expect(done.stderr).to.equal("");
    return done.stdout.trim().split("\n");
  }

  it("says which Docker command took too long", () => {
    expect(
      python(`
import box_place
try: box_place.docker("ps", "--all")
except box_place.RefusedError as error: print(error)
print(box_place.did("start", "todo"))`),
    ).to.deep.equal(["Docker does not answer: docker ps took more than 0.2 seconds", "False"]);
  });

  it("names the apps that Docker does not start in time", () => {
    expect(python(`import move_apps; print(move_apps.start({"a": "shop", "b": "mail"}))`)).to.deep.equal([
      "['shop', 'mail']",
    ]);
  });

  it("gets no answer from a server, and asks the next question in another session", () => {
    expect(
      python(`
from move_place import Server, ServerError
server = Server("rds", "host", 5432, "ladder", "require")
for question in ("select 1", "select 2"):
    try: server.ask(question)
    except ServerError as error: print(error)`),
    ).to.deep.equal(["RDS: no answer within 0.2 seconds", "RDS: no answer within 0.2 seconds"]);
  });

  it("gets no end of a command in its container, and leaves no client of Docker behind", () => {
    expect(
      python(`
import move_container
print(move_container.in_container("psql"), move_container.shells, move_container.idle)`),
    ).to.deep.equal(["(137, 'error: no answer within 0.2 seconds') set() []"]);
  });

  it("goes on where its container is taken away, which Docker may never do", () => {
    expect(
      python(`
import threading, time, move_container
copy = threading.Thread(target=lambda: print(move_container.in_container("copy-database", seconds=None)))
copy.start()
while not move_container.shells: time.sleep(0.01)
move_container.remove()
copy.join()`),
    ).to.deep.equal(["(137, '')"]);
  });

  it("is not held to the time limits that an app has set for its database: they end what reads all of it", () => {
    const [place] = python(`
from move_place import Server
print(Server("box", "postgres", 5432, "postgres", "disable").at("app_shop"))`);
    for (const limit of ["statement_timeout", "transaction_timeout", "idle_in_transaction_session_timeout"])
      expect(place).to.match(new RegExp(`options='[^']*-c ${limit}=0[ ']`));
  });

  it("is not ended by them while it counts rows for a comparison, nor is an upgrade, which connects without those options", () => {
    const counts = readFileSync("box/programs/fingerprint.sql", "utf8");
    const [limits = ""] = /^select set_config\(name, '0', true\)[^;\\]*/m.exec(counts) ?? [];
    for (const limit of ["statement_timeout", "transaction_timeout", "idle_in_transaction_session_timeout"])
      expect(limits).to.include(`'${limit}'`);
    expect(counts.indexOf(limits)).to.be.below(counts.indexOf("hashtextextended"));
  });

  it("reads an answer of any length, such as a comment on a database", () => {
    const psql = `import sys
for line in sys.stdin:
    if line.startswith("\\\\echo"): print('"' + "x" * 200000 + '"\\nladder-end-of-answer', flush=True)`;
    expect(
      python(`
from move_session import Session
session = Session(("python3", "-Bc", ${JSON.stringify(psql)}))
print(len(session.ask("select 1", "postgres", {}, 20)[0][0]))
session.close()`),
    ).to.deep.equal(["200000"]);
  });

  it("closes a session that does not end by itself", () => {
    expect(
      python(`
from move_session import Session
session = Session(("docker", "exec"))
session.close()
print("closed")`),
    ).to.deep.equal(["closed"]);
  });

  it("lets a copy go on as long as a session works, or anything changes on either server", () => {
    expect(
      python(`${watched}
working, waiting = ["t", "1 now"], ["f", "1 now"]
watch([working], [waiting], 0.6)
watch([waiting], [["f", f"2 {bytes}"] for bytes in range(100)], 0.6)`),
    ).to.deep.equal(["whole []", "whole []"]);
  });

  it("ends a copy of which nothing comes any more, and says where to look", () => {
    expect(python(`${watched}\nwatch([["f", "1 now"]], [["f", "2 now"]], 20)`)).to.deep.equal([
      "nothing has happened for 0.3 seconds: see pg_stat_activity on the box and RDS ['ended']",
    ]);
  });

  it("ends a copy when a server does not tell how it is", () => {
    expect(
      python(`${watched}\nwatch([["t", ""]], [["t", ""], MoveFailed("RDS: no answer")], 20)`),
    ).to.deep.equal(["RDS: no answer ['ended']"]);
  });

  it("leaves the reason to the step that failed first, after which nobody gets an answer any more", () => {
    const looks = `[MoveFailed("the box: no answer")]`;
    expect(python(`${watched}\nwatch([["t", ""]], ${looks}, 0.6, failed=True)`)).to.deep.equal([
      "could not be copied []",
    ]);
  });
});
