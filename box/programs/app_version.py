"""An app as a version's folder describes it, and the making of its container."""
import hashlib
import json
import os
import subprocess

import docker_engine as docker
from container import NotWell

RUN = "/run/ladder"


class AppVersion:
    def __init__(self, folder, document, service):
        self.folder = folder
        self.name = document["name"]
        self.port = document.get("port")
        self.overlap = document["overlap"]
        self.image = service["image"]
        self.memory = int(service["mem_limit"])
        self._configuration = document["configuration"]

    def identity(self):
        """Everything that makes the container another one: its part of the Compose file, its image, its env file."""
        image = docker.image_id(self.image)
        if image is None:
            raise NotWell(f"the image {self.image} is not there")
        parts = [self._configuration, image, _env_file(self.name)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def create(self, identity, existing):
        """A further container, not started: one that is only created stays so after a power cut."""
        labels = {"ladder.identity": identity, "ladder.version": os.path.basename(self.folder)}
        if self.port is not None:
            labels["ladder.port"] = str(self.port)
        extra = os.path.join(RUN, f"labels.{self.name}.json")
        with open(extra, "w", encoding="utf-8") as file:
            json.dump({"services": {self.name: {"labels": labels}}}, file)
        made = subprocess.run(self._compose(extra, existing + 1), capture_output=True, text=True, check=False)
        os.unlink(extra)
        if made.returncode:
            raise NotWell(f"its container cannot be made: {(made.stderr.strip().splitlines() or ['no reason'])[-1]}")

    def _compose(self, extra, scale):
        files = ["--env-file", f"{self.folder}/values.env", "--file", f"{self.folder}/compose.yaml", "--file", extra]
        return [
            *("docker", "compose", "--project-name", "ladder", "--project-directory", "/opt/ladder", *files),
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
    """All apps with a container, by name. The Compose file is read as programs/load-version left it."""
    with open(os.path.join(folder, "box.json"), encoding="utf-8") as file:
        apps = [app for app in json.load(file)["apps"] if "static" not in app]
    with open(os.path.join(RUN, "compose.json"), encoding="utf-8") as file:
        services = json.load(file)["services"]
    return {app["name"]: AppVersion(folder, app, services[app["name"]]) for app in apps}
