"""Docker, asked over its socket: a program that waits for containers starts no process per question."""
import http.client
import json
import socket
from urllib.parse import quote, urlencode

SOCKET = "/run/docker.sock"


class DockerError(Exception):
    """Docker refused; the text is its own sentence."""


class _Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(SOCKET)


def _ask(method, path, **query):
    connection = _Connection("docker")
    connection.request(method, f"{path}?{urlencode(query)}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status >= 400:
        raise DockerError(json.loads(body)["message"])
    return json.loads(body) if body else None


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
    except DockerError:
        return None


def image_volumes(image):
    """Paths that the image declares as volumes; none of an image that is not there."""
    try:
        return list(_ask("GET", f"/images/{quote(image, safe='')}/json")["Config"].get("Volumes") or {})
    except DockerError:
        return []


def start(container):
    _ask("POST", f"/containers/{container}/start")


def stop(container):
    """SIGTERM, and SIGKILL after the container's own time limit."""
    _ask("POST", f"/containers/{container}/stop")


def remove(container):
    _ask("DELETE", f"/containers/{container}", force="1")
