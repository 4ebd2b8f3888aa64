"""The part of the box that an app leaves: fence, dump, and what stays behind, closed until it is retired."""
import json
import os

import app_move
import backup_database
import box_place
import move_apps
import move_fence
import move_preflight
import move_publish
from app_move import PART, say
from app_move_record import AppRecord
from move_container import MoveFailed
from move_place import identifier


def check(name, run, other):
    """What the other box has to fit; says what would stop the move while everything serves. Changes nothing but the administrator's
    right to act for the app, and puts one small object into the bucket, which proves the way between the buckets."""
    app_move.refuse_other_work()
    app = app_move.begin(name, run, "out", other).app
    bucket, probe = app_move.store(), f"{app_move.folder_of(run)}/probe"
    with app_move.server() as here:
        move_preflight.take_roles(here, app)
        form = move_preflight.find_databases(here, [app])[app["name"]]
        move_fence.refuse_prepared(here, [app])
        move_fence.try_canary(here, app)
        move_preflight.check_contents(here, app)
        move_preflight.check_connections(here)
        extensions = move_preflight.extensions_of(here, app["name"])
        facts = {"app": app, "major": move_preflight.major(here), "form": form, "extensions": extensions}
    bucket.put_text(probe, run.encode())
    return {**facts, "objects": [probe]}


def leave(name, run, other, keep):
    """The fence around this app alone. From here on nobody writes, until the other box publishes or this one takes it back."""
    record = app_move.begin(name, run, "out", other)
    if record.phase == "left":
        return {}
    app_move.refuse_other_work()
    app = record.app
    with app_move.server() as here:
        if not record.phase:
            roles = move_fence.login_roles(here, [app])
            record.save("fencing", roles=roles, containers=move_apps.running([app]), keep=keep)
        fence(here, record)
    if record.phase == "fencing":
        record.save("fenced")
    return {}


def fence(here, record):
    """Done again after a kill it changes nothing."""
    app = record.app
    say(f"stopping {app['app']}, which is alone in this")
    move_apps.stop(move_apps.running([app]))
    move_fence.close_roles(here, dict.fromkeys(record.roles, record.mark("source")))
    move_fence.end_own_sessions(here)
    move_fence.end_sessions((here,), [app])
    move_fence.refuse_prepared(here, [app])
    move_fence.write_canary(here, app, record.run)


def send(name, run):
    """The dump and its description, into this box's bucket. Read back there before it counts."""
    record = app_move.begun(name, run, "out")
    if record.phase == "left":
        return {"objects": []}
    bucket = app_move.store()
    folder = app_move.folder_of(run)
    if record.phase != "sent" or bucket.text(f"{folder}/{PART}") is None:
        if record.phase not in ("fenced", "sent"):
            raise MoveFailed(f"{name} is not fenced")
        with app_move.server() as here:
            part = backup_database.make(bucket, folder, here, record.app, say)
        bucket.put_text(f"{folder}/{PART}", json.dumps(part).encode())
        record.save("sent")
    part = json.loads(bucket.text(f"{folder}/{PART}"))
    return {"objects": [part["dump"]["key"], part["description"]["key"], f"{folder}/{PART}"]}


def left(name, run):
    """After the other box has published: what stays here is known as a copy, should the app come back."""
    record = app_move.begun(name, run, "out")
    if record.phase != "left":
        with app_move.server() as here:
            move_publish.mark_left(here, record.roles, record)
        record.save("left")
    app_move.remove_objects(run)
    return {}


def take_back(name, run):
    """The app serves here as before. Only asked when the other box has said that it will never publish."""
    record = AppRecord.load(name)
    if record and record.run == run:
        if record.phase == "left":
            raise MoveFailed(f"{name} has moved to {record.other}: move it back from there")
        if record.phase != "undone":
            open_again(record)
    app_move.remove_objects(run)
    return {}


def open_again(record):
    with app_move.server() as here:
        move_fence.end_own_sessions(here)
        move_fence.remove_canary(here, record.app["name"])
        move_fence.open_roles(here, record.roles)
    move_apps.start(record.containers)
    record.save("undone")


def retire(name, run):
    """Deletes the database that the app left behind. What the other box has to show for it, the caller has asked."""
    found = AppRecord.load(name)
    if found is None:
        return {}
    record = found.standing
    if record is None or record.run != run or record.phase != "left":
        raise MoveFailed(f"{name} has not left this stack")
    if any(app["name"] == name for app in box_place.document()["apps"]):
        raise MoveFailed(f"{name} is still in Pulumi.{app_move.stack()}.yaml: take it out, pulumi up, then retire")
    with app_move.server() as here:
        drop(here, record)
    os.unlink(record.path)
    return {}


def drop(here, record):
    """Never what somebody has opened since. The app's own roles stay closed until somebody adds the app again."""
    app = record.app
    if here.ask("select 1 from pg_database where datname = :'name'", name=app["name"]):
        marks = move_fence.login_roles(here, [app])
        opened = [role for role, comment in marks.items() if not comment.startswith(record.mark("left"))]
        if opened:
            raise MoveFailed(f"{opened[0]} may log in to {app['name']} again: it is not what the move left; look at it first")
        say(f"dropping {app['name']}")
        move_publish.drop_database(here, app["name"])
    own = move_fence.both_roles(app)
    move_fence.open_roles(here, {role: comment for role, comment in record.roles.items() if role not in own})
    here.ask("".join(f"comment on role {identifier(role)} is null;" for role in own))
