"""A version of an app, and the making of its container."""
import hashlib
import json
import os
import subprocess

import docker_engine as docker
import versions
from container import NotWell

RUN = "/run/ladder"


class AppVersion:
    def __init__(self, version, rolled_back=False):
        self.version = version
        self.rolled_back = rolled_back
        app, self._service = version["app"], version["service"]
        self.name = app["name"]
        self.port = app.get("port")
        self.overlap = app["overlap"]
        self.image = version["image"]
        self.memory = int(self._service["mem_limit"].rstrip("m")) * 2**20
        self._configuration = app["configuration"]

    def identity(self):
        """Everything that makes the container another one: its part of the Compose file, its image, its env file."""
        image = docker.image_id(self.image)
        if image is None:
            raise NotWell(f"the image {self.image} is not there" + (", which it was rolled back to" if self.rolled_back else ""))
        parts = [self._configuration, image, _env_file(self.name)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def create(self, identity, existing):
        """A further container, not started: one that is only created stays so after a power cut."""
        labels = {"ladder.identity": identity, "ladder.version": self.version["bundle"]}
        if self.port is not None:
            labels["ladder.port"] = str(self.port)
        file = os.path.join(RUN, f"service.{self.name}.json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump(self._composition(labels), out)
        environment = {**os.environ, "COMPOSE_IGNORE_ORPHANS": "true"}
        made = subprocess.run(
            self._compose(file, existing + 1), env=environment, capture_output=True, text=True, check=False
        )
        os.unlink(file)
        if made.returncode:
            raise NotWell(f"its container cannot be made: {(made.stderr.strip().splitlines() or ['no reason'])[-1]}")

    def _composition(self, labels):
        """The app alone, so that an earlier version can be made beside today's other services."""
        service = {name: value for name, value in self._service.items() if name != "depends_on"}
        networks = {name: {} for name in service["networks"]}
        return {"services": {self.name: {**service, "labels": labels}}, "networks": networks}

    def _compose(self, file, scale):
        return [
            *("docker", "compose", "--project-name", "ladder", "--project-directory", "/opt/ladder", "--file", file),
            *("up", "--no-start", "--no-recreate", "--no-deps", "--no-build", "--pull", "never"),
            *("--scale", f"{self.name}={scale}", self.name),
        ]


def _env_file(app):
    try:
        with open(f"{RUN}/secrets/{app}.env", encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def load(folder):
    """All apps with a container as the box shall run them, by name; programs/load-version has made its files."""
    with open(f"{RUN}/wanted/box.json", encoding="utf-8") as file:
        apps = [app for app in json.load(file)["apps"] if "static" not in app]
    with open(f"{RUN}/wanted/compose.json", encoding="utf-8") as file:
        services = json.load(file)["services"]
    return {app["name"]: _wanted(os.path.basename(folder), app, services[app["name"]]) for app in apps}


def _wanted(bundle, app, service):
    if "newer" in app:
        return AppVersion(versions.read(app["name"])["rollback"]["to"], rolled_back=True)
    return AppVersion(versions.version_of(bundle, app, service, app["image"], _migration(app)))


def _migration(app):
    """Name of the record that programs/migrate leaves; a shell reads the command there, and drops the line ends at its end."""
    if "migrate" not in app:
        return None
    command = app["migrate"].rstrip("\n")
    return hashlib.sha256(f"{docker.image_id(app['image'])}\n{command}".encode()).hexdigest()
