"""The servers that a move knows."""
import os
import threading

import box_place
import limits
from move_container import MoveFailed, client
from move_session import Session, SessionError

# A network that swallows packets ends a session within half a minute instead of hours.
NETWORK = "connect_timeout=15 keepalives_idle=10 keepalives_interval=5 keepalives_count=3 tcp_user_timeout=30000"
# The server finds out as soon: a session that waits for the rest of a row takes no order to end, and while it is there no
# database of that server can be dropped. And text of the type money is written and read by a locale, which the two servers
# need not share. While apps stand still nobody waits long for a lock that an administrator took and forgot. Time limits that an app
# has set for its database are for the app: what reads all of it takes longer.
OPTIONS = """tcp_keepalives_idle=10 tcp_keepalives_interval=5 tcp_keepalives_count=3 tcp_user_timeout=30000 lc_monetary=C lock_timeout=60s
statement_timeout=0 transaction_timeout=0 idle_in_transaction_session_timeout=0"""


class ServerError(MoveFailed):
    """What PostgreSQL said, without its position."""


class Server:
    def __init__(self, name, host, port, user, tls):
        self.name, self.user, self._place = name, user, (name, host, port, user, tls)
        self._session, self._one_at_a_time = None, threading.Lock()
        # For an answer, and how many there were.
        self.seconds, self.answered = limits.QUESTION, 0
        self._at = f"host={host} port={port} {NETWORK} application_name=ladder-move sslmode={tls} options='{options()}'"

    @property
    def title(self):
        return {"rds": "RDS", "box": "the box"}.get(self.name, self.name)

    def again(self):
        """The same, for a session of its own."""
        found = Server(*self._place)
        found.seconds = self.seconds
        return found

    def at(self, database, user=None):
        """As libpq names it; names of Ladder need no quotes, others may."""
        escaped = database.replace("\\", "\\\\").replace("'", "\\'")
        return f"{self._at} user={user or self.user} dbname='{escaped}'"

    def ask(self, sql, database="postgres", /, **values):
        """Rows of text. `values` are psql's variables: `:'name'` in the SQL. One session a server: each takes 8 MB."""
        return self.ask_within(self.seconds, sql, database, **values)

    def ask_within(self, seconds, sql, database="postgres", /, **values):
        with self._one_at_a_time:
            session, self._session = self._session or self._begin(), None
            try:
                rows = session.ask(sql, database, values, seconds)
            except SessionError as error:
                session.close()
                raise ServerError(f"{self.title}: {first_error(str(error))}") from None
            self.answered += 1
            # Not one that was interrupted: its answer is still to come.
            self._session = session
            return rows

    def _begin(self):
        return Session(client("psql", "-d", self.at("postgres")))

    def close(self):
        session, self._session = self._session, None
        if session:
            session.close()

    def one(self, sql, database="postgres", /, **values):
        return self.ask(sql, database, **values)[0][0]


def options():
    return " ".join(f"-c {option}" for option in OPTIONS.split())


def servers():
    """Name -> server. The box's by the address that apps use: on others PostgreSQL asks for no password."""
    home = box_place.document().get("dataHome")
    if home is None:
        raise MoveFailed("no app of this version has a database, but a move is unfinished: set the apps back and run pulumi up")
    rds = home.get("rds")
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


def identifier(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"
