"""A container of an app: what it was made from, whether it is well, and the connections it still serves."""
import datetime
import os
import time

import docker_engine as docker

# A worker without a check of its own counts as well when it runs this long; one that ends thrice never will.
STEADY_SECONDS = 10
ENDS = 3
POLL_SECONDS = 0.25


class NotWell(Exception):
    """Why a container is not well, for people."""


class Container:
    def __init__(self, identifier):
        self.id = identifier
        self.refresh()

    def refresh(self):
        self.found = docker.inspect(self.id)
        return self

    @property
    def name(self):
        return self.found["Name"].lstrip("/")

    @property
    def image(self):
        return self.found["Config"]["Image"]

    @property
    def identity(self):
        return self.found["Config"]["Labels"].get("ladder.identity")

    @property
    def port(self):
        """Port of a web app, as text."""
        return self.found["Config"]["Labels"].get("ladder.port")

    @property
    def stop_seconds(self):
        return self.found["Config"].get("StopTimeout") or 10

    @property
    def restarts(self):
        """By Docker, after it ended by itself."""
        return self.found["RestartCount"]

    @property
    def running(self):
        """Also between two of Docker's restarts."""
        return self.found["State"]["Status"] in ("running", "restarting", "paused")

    @property
    def started(self):
        """Seconds since 1970; a moment long ago for one that never was."""
        text = self.found["State"]["StartedAt"][:19]
        return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp()

    def _runs_for(self):
        """Seconds since its last start, by the kernel's count: the clock may be set meanwhile."""
        try:
            with open(f"/proc/{self.found['State']['Pid']}/stat", encoding="ascii", errors="replace") as file:
                started = int(file.read().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return 0
        with open("/proc/uptime", encoding="ascii") as file:
            return float(file.read().split()[0]) - started

    def well(self, ended_before=0):
        """False while that is open; raises when it will not be. `ended_before` are its restarts of earlier days."""
        state = self.found["State"]
        health = (state.get("Health") or {}).get("Status", "none")
        if health == "healthy":
            return True
        if health == "none" and state["Status"] == "running" and self._runs_for() >= STEADY_SECONDS:
            return True
        if state["OOMKilled"]:
            raise NotWell("it needs more memory than memoryMb allows")
        if self.restarts - ended_before >= ENDS:
            raise NotWell(f"it ended {ENDS} times, the last time with exit code {state['ExitCode']}")
        if state["Status"] in ("exited", "dead"):
            raise NotWell(f"it ended with exit code {state['ExitCode']}")
        # Docker calls one that just ended unhealthy too.
        if health == "unhealthy" and state["Health"]["Log"]:
            raise NotWell(f"its health check says: {self._last_check()}")
        return False

    def _last_check(self):
        return " ".join(self.found["State"]["Health"]["Log"][-1]["Output"].split())[:200] or "no answer"

    def drain(self):
        """Until its requests are answered, at most its stopSeconds. Twice without a connection: a request may have been on its
        way when the file that names the container was renamed."""
        deadline, quiet = time.monotonic() + self.stop_seconds, 0
        while quiet < 2 and time.monotonic() < deadline:
            quiet = 0 if self.refresh().connections() else quiet + 1
            time.sleep(POLL_SECONDS)

    def connections(self):
        """Open connections from outside the container on the app's port."""
        if self.port is None or not self.found["State"]["Pid"]:
            return 0
        tables = (f"/proc/{self.found['State']['Pid']}/net/{table}" for table in ("tcp", "tcp6"))
        return sum(_established(table, int(self.port)) for table in tables)


def _established(table, port):
    try:
        with open(table, encoding="ascii") as file:
            rows = [line.split() for line in file][1:]
    except OSError:
        # It ended in between.
        return 0
    loopback = ("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000")
    return sum(
        1
        for row in rows
        if row[3] == "01" and int(row[1].split(":")[1], 16) == port and row[2].split(":")[0] not in loopback
    )
