"""What a move of one app to another stack, or from there, has come to: /data/ladder/state/app-moves/APP.json on each of the two
boxes. Of each app there is one record, that of its last move.

Phases on the box that the app leaves ("out"): fencing, fenced, sent | left. On the other one ("in"): preparing, verified,
publishing | published | done; undoing. `undone` on both: what was before counts again, and the run never goes on.
The other box's record decides: until it says `published` the move can be undone, from then on it only goes forward.
"""
import datetime
import json
import os

import data_home
from move_record import Record, now

FOLDER = os.path.join(data_home.STATE, "app-moves")


def path_of(app):
    return os.path.join(FOLDER, f"{app}.json")


class AppRecord(Record):
    """`content`: run, direction, app (of box.json: app, name, role, login), other (stack), phase, started, times, error; out: roles,
    containers, part; in: roles, containers, keep; before: the record of an earlier move, which counts when this one is undone."""

    @property
    def path(self):
        return path_of(self.content["app"]["app"])

    @staticmethod
    def load(app):
        try:
            with open(path_of(app), encoding="utf-8") as file:
                return AppRecord(json.load(file))
        except FileNotFoundError:
            return None

    @staticmethod
    def all():
        names = sorted(os.listdir(FOLDER)) if os.path.isdir(FOLDER) else []
        return [AppRecord.load(name[: -len(".json")]) for name in names if name.endswith(".json")]

    @staticmethod
    def begin(app, run, direction, other, before):
        """The first `save` writes it."""
        os.makedirs(FOLDER, mode=0o700, exist_ok=True)
        content = {"run": run, "direction": direction, "other": other, "app": app, "phase": "", "started": now(), "times": {}}
        standing = before and before.standing
        return AppRecord({**content, "before": standing.content if standing else None})

    @property
    def standing(self):
        """The record that counts: of a move that was undone the one before."""
        if self.phase != "undone":
            return self
        before = self.content.get("before")
        return AppRecord(before) if before else None

    @property
    def under_way(self):
        return self.phase not in ("left", "done", "undone")

    @property
    def closed(self):
        """Whether the app must not run here: its data is on the way, or elsewhere."""
        standing = self.standing
        return standing is not None and standing.phase not in ("published", "done")

    def aside_of(self, database):
        """What no move brought here is kept, under the name that a restore gives it."""
        if self.content.get("keep"):
            return f"{database[:47]}_{datetime.datetime.fromisoformat(self.started.replace('Z', '+00:00')):%Y%m%d_%H%M%S}"
        return super().aside_of(database)


def closed_apps():
    return [record.content["app"]["app"] for record in AppRecord.all() if record.closed]


def apps_that_left():
    found = [(record.content["app"]["app"], record.standing) for record in AppRecord.all()]
    return [app for app, standing in found if standing and standing.phase == "left"]


def in_the_way(names):
    """Of all databases of this box nothing can be said while one of them is on the way, or has left and is still in the file."""
    found = [(record.content["app"]["app"], record) for record in AppRecord.all()]
    return next((app for app, record in found if record.under_way or record.closed and app in names), None)
