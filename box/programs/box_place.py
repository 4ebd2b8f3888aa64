"""Where box-command is at work: the box, or the same stack on a developer's Docker, which names its own project and folder."""
import functools
import json
import os
import subprocess

PROJECT = os.environ.get("LADDER_PROJECT", "ladder")
# The version's folder that this program belongs to.
FOLDER = os.environ.get("LADDER_FOLDER") or os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
ON_BOX = "LADDER_PROJECT" not in os.environ
SECRETS = os.environ.get("LADDER_SECRETS", "/run/ladder/secrets")
# Outlives a box.
STATE = "/data/ladder/state" if ON_BOX else os.path.join(FOLDER, "state")


class RefusedError(Exception):
    """A sentence for the user: why the request is not carried out."""


@functools.lru_cache(maxsize=None)
def document():
    with open(os.path.join(FOLDER, "box.json"), encoding="utf-8") as file:
        return json.load(file)


def app_names():
    return [app["name"] for app in document()["apps"]]


def app_of(name):
    for app in document()["apps"]:
        if app["name"] == name:
            return app
    if name is None:
        raise RefusedError(f"name an app; the apps are {', '.join(app_names())}")
    raise RefusedError(f"there is no app {name!r}; the apps are {', '.join(app_names())}")


def service_names():
    """Services beside the apps."""
    return ["caddy", *document()["dataServices"]]


def docker(*arguments):
    """Output of a Docker command."""
    done = subprocess.run(("docker", *arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RefusedError(f"docker {arguments[0]}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
    return done.stdout


def containers():
    """Docker's description of every container of the project, without those that run a migration."""
    label = "label=com.docker.compose"
    ids = docker(
        "ps", "--all", "--quiet", "--no-trunc", "--filter", f"{label}.project={PROJECT}", "--filter", f"{label}.oneoff=False"
    ).split()
    return json.loads(docker("inspect", *ids)) if ids else []


def service_of(container):
    return container["Config"]["Labels"]["com.docker.compose.service"]


def health_of(container):
    """healthy, starting, unhealthy, or Docker's word for the state of a container without a check."""
    state = container["State"]
    return state["Health"]["Status"] if state["Status"] == "running" and "Health" in state else state["Status"]


def container_of(service):
    """The container that serves; while one version replaces another there are two."""
    if service not in service_names() and "static" in app_of(service):
        raise RefusedError(f"{service} is a static site: it has no container")
    found = [container for container in containers() if service_of(container) == service]
    if not found:
        raise RefusedError(f"{service} has no container yet; see: npm run box -- status")
    return max(found, key=lambda one: (health_of(one) == "healthy", one["State"]["Running"], one["Created"]))


def running_container_of(service):
    container = container_of(service)
    if not container["State"]["Running"]:
        raise RefusedError(f"{service} is not running ({container['State']['Status']}); see: npm run box -- logs {service}")
    return container
