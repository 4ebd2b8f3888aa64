import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { run } from "./command";

const programs = resolve(__dirname, "../../box/programs");

/** A daemon that hangs up on the first question, as one that ends does, is away, comes back and answers. */
const restart = `
import os, socket, sys, threading
import docker_engine as docker
docker.SOCKET, docker.PATIENCE_SECONDS = sys.argv[1], float(sys.argv[2])
docker._ask.__defaults__ = (1,)

def listen():
    server = socket.socket(socket.AF_UNIX)
    server.bind(docker.SOCKET)
    server.listen()
    return server

def serve(first):
    first.accept()[0].close()
    first.close()
    os.unlink(docker.SOCKET)
    if docker.PATIENCE_SECONDS == 0:
        return
    again = listen()
    silent = again.accept()[0]
    connection = again.accept()[0]
    connection.recv(1000)
    connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\n{\\"Id\\": 7}\\n")

threading.Thread(target=serve, args=(listen(),), daemon=True).start()
try:
    print(docker.inspect("x"))
except docker.DockerAway:
    print("away")
`;

/** An update of a worker in a Docker of two containers; the new one cannot be started because Docker is away then. */
const update = `
import sys
import docker_engine as docker, failed_rolls, rolling, upstream
calls, states = [], {"old": "running", "new": "created"}

def inspect(name):
    return {"Name": f"/{name}", "RestartCount": 0,
            "Config": {"Image": "image", "Labels": {"ladder.identity": name}},
            "State": {"Status": states[name], "StartedAt": "2026-01-01T00:00:00Z", "OOMKilled": False, "Pid": 0,
                      "Health": {"Status": "healthy"}}}

def start(name):
    calls.append(f"start {name}")
    if name == "new":
        raise docker.DockerAway("Docker does not answer")
    states[name] = "running"

def stop(name):
    calls.append(f"stop {name}")
    states[name] = "exited"

class App:
    name, overlap, memory, rolled_back = "worker", False, 1, False
    def identity(self): return "new"
    def create(self, identity, existing): docker.containers = lambda: {"worker": ["old", "new"]}

docker.inspect, docker.start, docker.stop = inspect, start, stop
docker.remove = lambda name: calls.append(f"remove {name}")
docker.containers = lambda: {"worker": ["old"]}
failed_rolls.FOLDER = upstream.FOLDER = sys.argv[1]
try:
    rolling.Roll(App(), lambda name, container: None).run()
except rolling.RollFailed as failure:
    calls.append(str(failure))
print("\\n".join(calls), failed_rolls.sentence("worker", "new"), sep="\\n")
`;

describe("A Docker that restarts in the middle of an update", () => {
  const folder = mkdtempSync(join(tmpdir(), "ladder-docker-"));
  after(() => rmSync(folder, { recursive: true }));

  const python = (code: string, ...args: readonly string[]) =>
    run("python3", ["-B", "-", ...args], code, { PYTHONPATH: programs });

  it("is asked again until it answers, and not for ever", () => {
    const socket = join(folder, "docker.sock");
    expect(python(restart, socket, "60")).to.deep.equal({ status: 0, stdout: "{'Id': 7}\n", stderr: "" });
    rmSync(socket);
    expect(python(restart, socket, "0")).to.deep.equal({ status: 0, stdout: "away\n", stderr: "" });
  });

  it("costs no app its old container, and the new version is tried again", () => {
    const { stdout, stderr } = python(update, folder);
    expect(stderr).to.equal("");
    expect(stdout.trim().split("\n")).to.deep.equal([
      "stop old",
      "start new",
      "stop new",
      "remove new",
      "start old",
      "worker: the new version did not become healthy (Docker does not answer) and was removed; the old one serves",
      "None",
    ]);
  });
});
