"""The servers that a move knows, and the container with PostgreSQL's clients that reaches both."""
import os
import subprocess
import threading
import time

import box_place
from move_session import Session, SessionError

RUN = os.environ.get("LADDER_RUN", "/run/ladder")
CONTAINER = f"{box_place.PROJECT}-move"
PASSWORDS = os.path.join(box_place.SECRETS, "move.pgpass")
PROGRAMS = os.path.dirname(os.path.realpath(__file__))
# Of the official image; see the Compose file.
DATA_USER = 999
STARTING_SECONDS = 300
# Two pg_dump, two pg_restore and their descriptions of a database; see bench/move.ts.
MEMORY = "192m"
# A network that swallows packets ends a session within half a minute instead of hours.
NETWORK = "connect_timeout=15 keepalives_idle=10 keepalives_interval=5 keepalives_count=3 tcp_user_timeout=30000"


class MoveFailed(Exception):
    """A sentence for the user: why the move does not go on."""


class ServerError(MoveFailed):
    """What PostgreSQL said, without its position."""


class Server:
    def __init__(self, name, host, port, user, tls):
        self.name, self.user = name, user
        self._own = threading.local()
        self._at = f"host={host} port={port} {NETWORK} application_name=ladder-move sslmode={tls}"

    @property
    def title(self):
        return "RDS" if self.name == "rds" else "the box"

    def at(self, database, user=None):
        """As libpq names it; names of Ladder need no quotes, others may."""
        escaped = database.replace("\\", "\\\\").replace("'", "\\'")
        return f"{self._at} user={user or self.user} dbname='{escaped}'"

    def ask(self, sql, database="postgres", /, **values):
        """Rows of text. `values` are psql's variables: `:'name'` in the SQL. Each thread has a session of its own."""
        session = getattr(self._own, "session", None)
        if not session:
            session = self._own.session = Session(("docker", "exec", "--interactive", CONTAINER, "psql", "-d", self.at("postgres")))
        try:
            return session.ask(sql, database, values)
        except SessionError as error:
            self.close()
            raise ServerError(f"{self.title}: {first_error(str(error))}") from None

    def close(self):
        """This thread's session; one that stays in a database keeps that from being renamed."""
        session = getattr(self._own, "session", None)
        if session:
            self._own.session = None
            session.close()

    def one(self, sql, database="postgres", /, **values):
        return self.ask(sql, database, **values)[0][0]


def servers():
    """Name -> server. The box's by the address that apps use: on others PostgreSQL asks for no password."""
    rds = box_place.document()["dataHome"].get("rds")
    found = {"box": Server("box", "postgres", 5432, "postgres", "disable")}
    if rds:
        found["rds"] = Server("rds", values()["RDS_HOST"], rds["port"], rds["admin"], "require")
    return found


def values():
    with open(os.path.join(box_place.FOLDER, "values.env"), encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("=", 1) for line in file if "=" in line)


def first_error(text):
    """`psql:<stdin>:3: ERROR: no such thing` -> `no such thing`."""
    lines = text.splitlines()
    for word in ("ERROR:", "FATAL:", "error:"):
        for line in lines:
            if word in line:
                return line.split(word, 1)[1].strip()
    return lines[0] if lines else "no answer"


def start():
    """In the network of the box's PostgreSQL, which both servers are reached from."""
    remove()
    serving = box_place.running_container_of("postgres")
    folder = os.path.join(RUN, "move")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    passwords = os.path.join(folder, "pgpass")
    with open(PASSWORDS, encoding="utf-8") as file, open(
        os.open(f"{passwords}.new", os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as copy:
        copy.write(file.read())
    os.chown(f"{passwords}.new", DATA_USER, DATA_USER)
    os.rename(f"{passwords}.new", passwords)
    box_place.docker(
        *("run", "--detach", "--name", CONTAINER, "--label", f"ladder-move={box_place.PROJECT}"),
        *("--network", f"container:{serving['Id']}", "--user", f"{DATA_USER}:{DATA_USER}", "--cap-drop", "ALL"),
        *("--security-opt", "no-new-privileges:true", "--memory", MEMORY, "--memory-swap", MEMORY),
        *("--tmpfs", f"/work:uid={DATA_USER},mode=0700", "--env", "PGPASSFILE=/run/pgpass", "--stop-signal", "SIGKILL"),
        *("--volume", f"{passwords}:/run/pgpass:ro", "--volume", f"{PROGRAMS}:/programs:ro"),
        *("--entrypoint", "sleep", serving["Config"]["Image"], "infinity"),
    )


    wait_for_box()


def wait_for_box():
    """After a power cut it reads its log first."""
    deadline = time.monotonic() + STARTING_SECONDS
    while in_container("pg_isready", "-q", "-h", "postgres").returncode != 0:
        if time.monotonic() > deadline:
            raise MoveFailed("PostgreSQL on the box does not answer: npm run box -- logs postgres")
        time.sleep(0.5)


def remove():
    """With everything that runs inside, also what a killed move left at work."""
    subprocess.run(("docker", "rm", "--force", "--volumes", CONTAINER), capture_output=True, check=False)


def in_container(*command, text=""):
    return subprocess.run(
        ("docker", "exec", "--interactive", CONTAINER, *command), input=text, capture_output=True, text=True, check=False
    )


def identifier(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"
