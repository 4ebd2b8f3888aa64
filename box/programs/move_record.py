"""What a move of databases has come to, on the data volume: /data/ladder/state/move.json. There is one move at a time.

Phases: preflight, fencing, copying, verifying, publishing | committed, opening | done; undoing, undone. Until the box's record
of its data home says the new one, a move can be undone, and what was left behind by a kill is undone; from then on it only
goes forward.
"""
import datetime
import hashlib
import json
import os
import secrets
import sys

import data_home
import durable

PATH = os.path.join(data_home.STATE, "move.json")
# Beside the record, in memory: it changes every few seconds.
PROGRESS = os.path.join(os.environ.get("LADDER_RUN", "/run/ladder"), "move-progress.json")
NAME_ROOM = 63
AT_REST = ("done", "undone", "preflight")


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def short(name):
    """PostgreSQL cuts longer ones, and two that begin alike would be one."""
    return name if len(name) <= NAME_ROOM else f"{name[: NAME_ROOM - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


class Record:
    """`content`: run, to, from, phase, started, databases (name -> size in bytes), roles (name -> comment), containers, times,
    image (of PostgreSQL's clients)."""

    def __init__(self, content):
        self.content = content

    @staticmethod
    def begin(source, target):
        run = f"{datetime.datetime.now(datetime.timezone.utc):%Y%m%d}_{secrets.token_hex(3)}"
        return Record({"run": run, "from": source, "to": target, "phase": "preflight", "started": now(), "times": {}})

    @staticmethod
    def load():
        try:
            with open(PATH, encoding="utf-8") as file:
                return Record(json.load(file))
        except FileNotFoundError:
            return None

    def save(self, phase=None, **changes):
        if phase:
            self.content["times"][phase] = now()
            self.content["phase"] = phase
        self.content.update(changes)
        durable.write(self.path, json.dumps(self.content, indent=2) + "\n")

    def try_save(self, phase, **changes):
        """Where the source must be opened again whatever happens; with the older phase on a full disk it is opened twice."""
        try:
            self.save(phase, **changes)
        except OSError as error:
            print(f"move: {self.path} cannot be written: {error.strerror}", file=sys.stderr, flush=True)

    def __getattr__(self, name):
        try:
            return self.content[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def path(self):
        return PATH

    @property
    def source(self):
        return self.content["from"]

    @property
    def unfinished(self):
        return self.phase not in AT_REST

    @property
    def committed(self):
        return data_home.recorded() == self.to

    def copy_of(self, database):
        """The name that a copy has until it is published."""
        return short(f"ladder_move_{self.run}_{database}")

    def aside_of(self, database):
        """The name that a copy which an earlier move left behind gets."""
        return short(f"ladder_old_{self.run}_{database}")

    def mark(self, state, own=""):
        """A comment; `own` is the one that it takes the place of."""
        return f"ladder-move {self.run} {state} {own}".rstrip()
