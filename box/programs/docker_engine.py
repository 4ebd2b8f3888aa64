"""Docker, asked over its socket: a program that waits for containers starts no process per question."""
import http.client
import json
import socket
import time
from urllib.parse import quote, urlencode

SOCKET = "/run/docker.sock"
# How long Docker may be away, which it is for a moment when its package is upgraded.
PATIENCE_SECONDS = 60
ANSWER_SECONDS = 60
# Stopping takes as long as the container's stopSeconds, at most 300 (settings/app-schema.ts).
SLOW_ANSWER_SECONDS = 600


class DockerError(Exception):
    """Docker refused; the text is its own sentence."""


class DockerAway(DockerError):
    """It does not answer."""


class _Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(SOCKET)


def _ask(method, path, seconds=ANSWER_SECONDS, **query):
    """Asks again while Docker is away: every question may be put twice."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            status, body = _ask_once(method, f"{path}?{urlencode(query)}", seconds)
            break
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() > deadline:
                raise DockerAway(f"Docker does not answer: {error}") from error
            time.sleep(0.5)
    if status >= 400:
        raise DockerError(json.loads(body)["message"])
    return json.loads(body) if body else None


def _ask_once(method, address, seconds):
    connection = _Connection("docker", timeout=seconds)
    try:
        connection.request(method, address)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def containers():
    """Every container of a service, running or not, without those of `compose run`: service -> what Docker knows."""
    found = {}
    filters = {"label": ["com.docker.compose.project=ladder", "com.docker.compose.oneoff=False"]}
    for container in _ask("GET", "/containers/json", all="1", filters=json.dumps(filters)):
        found.setdefault(container["Labels"]["com.docker.compose.service"], []).append(container["Id"])
    return found


def inspect(container):
    return _ask("GET", f"/containers/{container}/json")


def image_id(image):
    """None when the image is not there."""
    try:
        return _ask("GET", f"/images/{quote(image, safe='')}/json")["Id"]
    except DockerAway:
        raise
    except DockerError:
        return None


def image_volumes(image):
    """Paths that the image declares as volumes; none of an image that is not there."""
    try:
        return list(_ask("GET", f"/images/{quote(image, safe='')}/json")["Config"].get("Volumes") or {})
    except DockerAway:
        raise
    except DockerError:
        return []


def start(container):
    _ask("POST", f"/containers/{container}/start", SLOW_ANSWER_SECONDS)


def stop(container):
    """SIGTERM, and SIGKILL after the container's own time limit."""
    _ask("POST", f"/containers/{container}/stop", SLOW_ANSWER_SECONDS)


def remove(container):
    _ask("DELETE", f"/containers/{container}", SLOW_ANSWER_SECONDS, force="1")
