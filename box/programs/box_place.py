"""Where box-command is at work: the box, or the same stack on a developer's Docker, which names its own project and folder."""
import functools
import json
import os
import subprocess

import limits

PROJECT = os.environ.get("LADDER_PROJECT", "ladder")
# The version's folder that this program belongs to: the newest of which everything runs.
FOLDER = os.environ.get("LADDER_FOLDER") or os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
ON_BOX = "LADDER_PROJECT" not in os.environ
SECRETS = os.environ.get("LADDER_SECRETS", "/run/ladder/secrets")
# Outlives a box.
STATE = "/data/ladder/state" if ON_BOX else os.path.join(FOLDER, "state")


RESULT = "/run/ladder/result.json"
FETCHED = "/run/ladder/fetched"
VERSIONS = "/opt/ladder/versions"


class RefusedError(Exception):
    """A sentence for the user: why the request is not carried out."""


@functools.lru_cache(maxsize=None)
def newest_folder():
    """Of the version that was applied last, also when some of it failed; not of one whose secrets or sites cannot be had."""
    if not ON_BOX:
        return FOLDER
    try:
        with open(RESULT, encoding="utf-8") as result, open(FETCHED, encoding="utf-8") as fetched:
            # Beside it stands where the databases were.
            version, loaded = json.load(result)["version"], fetched.read().partition(" ")[0].strip()
    except FileNotFoundError:
        return FOLDER
    folder = os.path.join(VERSIONS, version)
    return folder if version == loaded and os.path.isfile(f"{folder}/programs/change-app") else FOLDER


@functools.lru_cache(maxsize=None)
def document_of(folder):
    with open(os.path.join(folder, "box.json"), encoding="utf-8") as file:
        return json.load(file)


@functools.lru_cache(maxsize=None)
def document():
    """What the version says that was applied last; where some of it failed, with what still runs of the one before."""
    newest, before = document_of(newest_folder()), document_of(FOLDER)
    if newest is before:
        return newest
    running = {service_of(container) for container in containers()} - {app["name"] for app in newest["apps"]}
    data = {name: folder for name, folder in before["dataServices"].items() if name in running}
    left = [app for app in before["apps"] if app["name"] in running]
    return {**newest, "dataServices": {**data, **newest["dataServices"]}, "apps": [*newest["apps"], *left]}


def folder_of(name):
    """Of the version that an app's changes are made with."""
    newest = newest_folder()
    return newest if any(app["name"] == name for app in document_of(newest)["apps"]) else FOLDER


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


def docker(*arguments, seconds=limits.DOCKER):
    """Output of a Docker command."""
    command = {"args": ("docker", *arguments), "stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
    try:
        done = subprocess.run(**command, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise RefusedError(f"Docker does not answer: docker {arguments[0]} took more than {seconds} seconds") from None
    if done.returncode != 0:
        raise RefusedError(f"docker {arguments[0]}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
    return done.stdout


def did(*arguments):
    """Whether a Docker command was carried out; not when its container is not there, or Docker does not answer."""
    try:
        docker(*arguments)
        return True
    except RefusedError:
        return False


def containers():
    """Docker's description of every container of the project, without those that run a migration."""
    label = "label=com.docker.compose"
    ids = docker(
        "ps", "--all", "--quiet", "--no-trunc", "--filter", f"{label}.project={PROJECT}", "--filter", f"{label}.oneoff=False"
    ).split()
    return inspect(ids)


def inspect(ids):
    """Docker's description of each."""
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
