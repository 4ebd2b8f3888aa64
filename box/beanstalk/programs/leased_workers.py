"""The containers of the workers that only the holder of the lease may run."""
import concurrent.futures
import subprocess

import docker_engine as docker

FOLDER = "/var/app/current"
PLACE = ("--project-name", "ladder", "--project-directory", "/opt/ladder", "--env-file", f"{FOLDER}/.env")
UP = ("up", "--detach", "--no-deps", "--no-build", "--pull", "never")
# As found on instances: it runs `docker compose logs --follow` into the file that is streamed to CloudWatch.
LOG_SERVICE = "eb-docker-compose-log.service"
# A worker that ended is seen, and started again, at the next look; three times is what killing takes at most.
ROUNDS = 3


class Workers:
    def __init__(self, names):
        self.names = names

    def _containers(self):
        found = docker.containers()
        return [identifier for name in self.names for identifier in found.get(name, [])]

    def all_run(self):
        states = [docker.inspect(identifier)["State"]["Running"] for identifier in self._containers()]
        return len(states) == len(self.names) and all(states)

    def start(self):
        """A process at work; what is there already is left alone."""
        scales = [word for name in self.names for word in ("--scale", f"{name}=1")]
        return subprocess.Popen(
            ["docker", "compose", *PLACE, "--file", f"{FOLDER}/docker-compose.yml", *UP, *scales, *self.names]
        )

    @staticmethod
    def show_logs():
        """A process at work: the platform's log service follows only containers that were there when it started."""
        return subprocess.Popen(["systemctl", "try-restart", LOG_SERVICE], stderr=subprocess.DEVNULL)

    def stop(self):
        """A process at work, or None: SIGTERM, and SIGKILL after each container's own time limit."""
        found = self._containers()
        return subprocess.Popen(["docker", "stop", *found], stdout=subprocess.DEVNULL) if found else None

    def kill(self):
        """Without waiting for anything that could take long."""
        for _ in range(ROUNDS):
            found = self._containers()
            if not found:
                return
            with concurrent.futures.ThreadPoolExecutor(max_workers=16) as pool:
                list(pool.map(remove, found))


def remove(identifier):
    try:
        docker.remove(identifier)
    except docker.DockerError:
        # Somebody else removes it.
        pass
