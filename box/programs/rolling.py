"""Replaces the container of one app by one of another version, without a failed request.

What is there is looked up in Docker each time and never remembered, so that a run after a power cut at any moment
brings the app to one container of the wanted version, or of the old one.
"""
import time

import docker_engine as docker
import failed_rolls
import upstream
from container import POLL_SECONDS, Container, NotWell

HEALTHY_WITHIN_SECONDS = 300


class RollFailed(Exception):
    """One sentence: what became of the app."""


class Roll:
    def __init__(self, app, say):
        self.app = app
        self.say = say
        self.identity = app.identity()

    def renew(self):
        """A new container of the same version takes over."""
        serving, others = self._look()
        return self._make(serving, others, "the new container")

    def run(self):
        """Images before and after when the container changed, else None."""
        serving, others = self._look()
        if serving and serving.identity == self.identity:
            return self._settle(serving, others)
        known = failed_rolls.sentence(self.app.name, self.identity)
        if known and serving and serving.running:
            raise RollFailed(known)
        return self._make(serving, others, "the earlier version" if self.app.rolled_back else "the new version")

    def _make(self, serving, others, what):
        for container in others:
            self._take_away(container)
        self.app.create(self.identity, existing=1 if serving else 0)
        made = next(found for found in self._containers() if not serving or found.id != serving.id)
        self._replace(serving, made, what)
        return {"app": self.app.name, "before": serving and serving.image, "after": made.image}

    def _containers(self):
        return [Container(identifier) for identifier in docker.containers().get(self.app.name, [])]

    def _look(self):
        """The container that serves, or did last, and all others."""
        found = self._containers()
        named = upstream.target(self.app.name)
        found.sort(key=lambda container: (container.name == named, container.running, container.started), reverse=True)
        return (found[0], found[1:]) if found else (None, [])

    def _settle(self, serving, others):
        """The wanted container is there: it must be well, and alone."""
        earlier = next((other for other in others if other.identity != self.identity), None)
        try:
            self._bring_up(serving)
        except NotWell as reason:
            if not earlier:
                self._point(serving)
                raise RollFailed(f"{self.app.name} is not healthy ({reason})") from reason
            raise self._back(earlier, serving, f"the new version did not become healthy ({reason})") from reason
        self._point(serving)
        for container in others:
            self._take_away(container)

    def _replace(self, old, new, what):
        overlap = old is None or not old.running or (self.app.overlap and self._has_memory())
        try:
            if not overlap:
                self._pause(old)
            self._bring_up(new)
        except (NotWell, docker.DockerError) as reason:
            if old is None:
                self._point(new)
                raise RollFailed(f"{self.app.name} did not become healthy ({reason})") from reason
            failure = self._back(old, new, f"{what} did not become healthy ({reason})")
            if isinstance(reason, NotWell) and not overlap and old.identity != self.identity:
                failed_rolls.remember(self.app.name, self.identity, str(failure))
            raise failure from reason
        self._point(new)
        if old:
            self._take_away(old)

    def _bring_up(self, container):
        try:
            if not container.refresh().running:
                docker.start(container.id)
        except docker.DockerAway:
            raise
        except docker.DockerError as error:
            raise NotWell(f"it does not start: {error}") from error
        ended_before, deadline = container.restarts, time.monotonic() + HEALTHY_WITHIN_SECONDS
        while not container.refresh().well(ended_before):
            if time.monotonic() > deadline:
                raise NotWell(f"it is not healthy after {HEALTHY_WITHIN_SECONDS} seconds")
            time.sleep(POLL_SECONDS)

    def _back(self, old, new, reason):
        """The old container serves again; the new one leaves its last words in the journal."""
        self.say(self.app.name, new)
        outcome = "the old one serves"
        try:
            docker.stop(new.id)
            docker.remove(new.id)
            self._bring_up(old)
        except (NotWell, docker.DockerError) as trouble:
            outcome = f"the old one does not serve either ({trouble})"
        self._point(old)
        return RollFailed(f"{self.app.name}: {reason} and was removed; {outcome}")

    def _pause(self, old):
        """Requests wait in Caddy until the next container serves."""
        upstream.hold(self.app.name)
        old.drain()
        docker.stop(old.id)

    def _take_away(self, container):
        container.drain()
        docker.stop(container.id)
        docker.remove(container.id)

    def _point(self, container):
        if container.port is None:
            upstream.hold(self.app.name)
        else:
            upstream.point(self.app.name, container.name, container.port)

    def _has_memory(self):
        with open("/proc/meminfo", encoding="ascii") as file:
            available = next(line for line in file if line.startswith("MemAvailable:"))
        return int(available.split()[1]) * 1024 >= self.app.memory
