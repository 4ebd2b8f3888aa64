"""A session of PostgreSQL that a lock is bound to: the server ends it, and so frees the lock, when it hears nothing."""
import os
import re
import select
import subprocess
import time
from urllib.parse import parse_qs, unquote, urlsplit

FOLDER = "/run/ladder/lease"
CONTAINER = "ladder-lease"
# The server waits this long for the next question, and frees the lock then.
IDLE_SECONDS = 15
# The first answer comes after the client's start and its login.
CONNECT_SECONDS = 30


class LeaseLost(Exception):
    """Why the lock is not held, or no longer for sure."""


def url_of(app):
    """DATABASE_URL as the app's env file has it."""
    with open(f"/run/ladder/secrets/{app}.env", encoding="utf-8") as file:
        found = re.search(r'^DATABASE_URL="((?:[^"\\]|\\.)*)"$', file.read(), re.MULTILINE)
    if not found:
        raise LeaseLost(f"{app} has no DATABASE_URL")
    return re.sub(r"\\(.)", r"\1", found.group(1))


def service_file(url):
    """What psql connects by; a password in its arguments or environment could be seen. libpq has no mode no-verify."""
    parts = urlsplit(url)
    mode = parse_qs(parts.query).get("sslmode", ["prefer"])[0]
    values = {
        "host": parts.hostname,
        "port": parts.port or 5432,
        "user": unquote(parts.username),
        "password": unquote(parts.password),
        "dbname": parts.path[1:],
        "sslmode": "require" if mode in ("no-verify", "verify-full") else mode,
        "connect_timeout": 10,
        "application_name": "ladder workers",
        "options": f"-c idle_session_timeout={IDLE_SECONDS}s",
    }
    return "[lease]\n" + "".join(f"{name}={value}\n" for name, value in values.items())


def write_service_file(text):
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    with open(os.open(f"{FOLDER}/service", os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)


def psql(image):
    return [
        *("docker", "run", "--rm", "--interactive", "--name", CONTAINER, "--network", "host", "--pull", "never"),
        *("--read-only", "--cap-drop", "ALL", "--memory", "64m", "--volume", f"{FOLDER}:/lease:ro"),
        *("--env", "PGSERVICEFILE=/lease/service", "--entrypoint", "psql", image),
        *("-XqAt", "--set", "ON_ERROR_STOP=1", "service=lease"),
    ]


class Session:
    def __init__(self, command):
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
        )
        self._text = b""
        self._fd = self._process.stdout.fileno()

    def ask(self, sql, seconds):
        """One line of answer, within the time."""
        try:
            self._process.stdin.write(sql.encode() + b";\n")
        except OSError as error:
            raise LeaseLost("psql has ended") from error
        deadline = time.monotonic() + seconds
        while b"\n" not in self._text:
            if not select.select([self._fd], [], [], max(0, deadline - time.monotonic()))[0]:
                raise LeaseLost(f"no answer within {seconds} seconds")
            self._read()
        line, _, self._text = self._text.partition(b"\n")
        return line.decode(errors="replace")

    def rest(self, seconds):
        """Waits; ends at once when the session does."""
        if select.select([self._fd], [], [], max(0, seconds))[0]:
            self._read()
            raise LeaseLost(self._text.decode(errors="replace").strip() or "the session has ended")

    def _read(self):
        part = os.read(self._fd, 4096)
        if not part:
            raise LeaseLost(self._text.decode(errors="replace").strip() or "psql has ended")
        self._text += part

    def close(self):
        self._process.kill()
        self._process.wait()
        remove_container()


def remove_container():
    """Also of a run that was killed: while it lives, so does the lock."""
    subprocess.run(["docker", "rm", "--force", CONTAINER], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
