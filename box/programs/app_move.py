"""One app's move to another stack, as each of the two boxes carries its part out; the operator's machine calls one step after the
other (cli/move-app). Every step may be repeated after a kill. Its fence, copy, comparison and publication are those of a
move between tiers, its dump that of a backup."""
import contextlib
import os
import sys

import backup_state
import backup_store
import box_place
import data_home
import move_container
import move_place
import move_preflight
import move_run
from app_move_record import AppRecord
from move_container import MoveFailed
from move_record import Record

PART = "part.json"


def say(sentence):
    print(f"move-app: {sentence}", file=sys.stderr, flush=True)


def stack():
    return box_place.document()["stack"]


def found_app(name):
    """As moves know it; refused is what cannot be moved so."""
    described = box_place.app_of(name)
    app = next((one for one in move_run.apps_with_database() if one["app"] == name), None)
    if app is None:
        raise MoveFailed(f"{name} has no database: there is nothing to move; add it to the other stack's file")
    if data_home.current(box_place.document()) != "box":
        raise MoveFailed(f"the databases of stack {stack()} are on RDS: bring them to the box first (docs/switching.md)")
    if described.get("volumes"):
        raise MoveFailed(f"{name} keeps files in {', '.join(described['volumes'])}, which are not moved: see docs/joining.md for a way by hand")
    return app


def refuse_other_work():
    """A move between tiers that was interrupted has its own end."""
    move = Record.load()
    if move and move.unfinished:
        raise MoveFailed(f"a move of the databases to {move.to} was interrupted; the box ends it within two minutes")


@contextlib.contextmanager
def server():
    """From a container with PostgreSQL's clients of its own; what a killed run left at work there has ended."""
    here = None
    try:
        move_container.start()
        here = move_place.servers()["box"]
        yield here
    finally:
        if here:
            here.close()
        move_container.remove()


def store():
    values = move_place.values()
    if "BACKUP_BUCKET" not in values:
        raise MoveFailed(f"stack {stack()} has no bucket of backups: run pulumi up")
    return backup_store.Store.of_box()


def folder_of(run):
    """In the bucket, below its backups; what a move left there for a day is removed with the remains of backups."""
    return f"move-{run}"


def remove_objects(run):
    bucket = store()
    bucket.remove(bucket.keys(f"{folder_of(run)}/"))


def record_of(name, run, direction):
    """None when this run has not begun here. One that was undone never goes on, whatever message comes late."""
    record = AppRecord.load(name)
    if record is None or record.run != run:
        return None
    if record.phase in ("undoing", "undone"):
        raise MoveFailed(f"this move of {name} was taken back; begin a new one")
    if record.direction != direction:
        raise MoveFailed(f"this move of {name} goes the other way")
    return record


def begun(name, run, direction):
    record = record_of(name, run, direction)
    if record is None:
        raise MoveFailed(f"this move of {name} has not come so far here")
    return record


def begin(name, run, direction, other):
    """The record of this run, new when there is none and no other move is under way."""
    record = record_of(name, run, direction)
    if record:
        return record
    earlier = AppRecord.load(name)
    if earlier and earlier.under_way:
        raise MoveFailed(f"another move of {name} is under way, begun {earlier.started}: finish it, or --abort")
    return AppRecord.begin(found_app(name), run, direction, other, earlier)


def show(name):
    """For the other side's decisions and for people; changes nothing."""
    record = AppRecord.load(name)
    described = next((app for app in box_place.document()["apps"] if app["name"] == name), None)
    return {
        "stack": stack(),
        "host": described.get("host") if described else None,
        "described": described is not None,
        "bucket": move_place.values().get("BACKUP_BUCKET"),
        "cache": bool(described and "cache" in described),
        "running": described is not None and is_running(name),
        "record": facts_of(record),
        "standing": facts_of(record and record.standing),
        "lastVerified": verified_backup(),
    }


def facts_of(record):
    return record and {key: record.content.get(key) for key in ("run", "direction", "other", "phase", "times", "keep")}


def verified_backup():
    return backup_state.load().get("lastVerified")


def is_running(name):
    found = [one for one in box_place.containers() if box_place.service_of(one) == name]
    return any(box_place.health_of(one) in ("healthy", "running") for one in found)
