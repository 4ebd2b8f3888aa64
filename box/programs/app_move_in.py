"""The part of the box that an app comes to: a copy under a temporary name, the comparison, and the moment from which it is here."""
import json
import os
import shutil
import subprocess

import app_move
import box_place
import data_home
import move_apps
import move_copy
import move_fence
import move_preflight
import move_publish
import restore_copy
from app_move import PART, say
from app_move_record import AppRecord
from move_container import RUN, MoveFailed
from move_place import identifier

MIGRATIONS = os.path.join(data_home.STATE, "migrations")


def check(name, run, other, facts, keep):
    """Whether what the source told fits here; before anything stops. Changes nothing."""
    arrived = app_move.store().text(facts["objects"][0]) == run.encode()
    app_move.remove_objects(run)
    app_move.refuse_other_work()
    app = app_move.begin(name, run, "in", other).app
    for what in ("name", "role"):
        if app[what] != facts["app"][what]:
            raise MoveFailed(f"{name} has {app[what]} here and {facts['app'][what]} in {other}: give both stacks the same")
    if not arrived:
        raise MoveFailed(f"what {other} put into its bucket did not arrive in the one of {app_move.stack()}")
    with app_move.server() as here:
        check_server(here, app, facts, other)
        move_preflight.take_roles(here, app)
        if not keep:
            refuse_filled(here, app)
    return {}


def check_server(here, app, facts, other):
    major = move_preflight.major(here)
    if major != facts["major"]:
        newer = max(major, facts["major"])
        raise MoveFailed(f"PostgreSQL is {facts['major']} in {other} and {major} here: set box.postgres to {newer} in both, pulumi up, then move")
    move_preflight.check_connections(here)
    move_preflight.check_extensions(here, app["name"], facts["extensions"])
    move_preflight.check_space(here, facts["form"]["bytes"], [app])


def refuse_filled(here, app):
    """Never merges, and never takes away what no move left here."""
    there = here.ask("select 1 from pg_database where datname = :'name'", name=app["name"])
    if not there or move_fence.kind_of(comment_of(here, app)) in move_fence.COPIES:
        return
    count = int(here.one(move_preflight.OBJECTS, app["name"]))
    if count:
        raise MoveFailed(f"{app['name']} holds {count} object(s) here: --replace keeps it under another name and puts what comes in its place")


def comment_of(here, app):
    return move_fence.login_roles(here, [app])[app["role"]]


def arrive(name, run, other, keep):
    record = app_move.begin(name, run, "in", other)
    if record.phase not in ("", "preparing"):
        return {}
    app_move.refuse_other_work()
    bucket, folder = app_move.store(), app_move.folder_of(run)
    part = json.loads(bucket.text(f"{folder}/{PART}") or "null")
    if part is None:
        raise MoveFailed(f"the dump of {name} has not come here")
    with app_move.server() as here:
        if not record.phase:
            roles = move_fence.login_roles(here, [record.app])
            record.save("preparing", roles=roles, containers=move_apps.running([record.app]), keep=keep)
        close_own(here, record)
        copy(here, record, bucket, part)
    record.save("verified", comment=part["comment"])
    return {}


def close_own(here, record):
    """The app of this stack that has served its own database so far."""
    move_apps.stop(move_apps.running([record.app]))
    move_fence.close_target(here, [record.app], record)
    move_fence.end_own_sessions(here)
    move_fence.end_sessions((here,), [record.app])


def copy(here, record, bucket, part):
    app, name = record.app, record.app["name"]
    restore_copy.make(bucket, here, {**part, "role": app["role"]}, record, say, with_role=True)
    if not move_fence.has_canary(here, record.copy_of(name), record.run):
        raise MoveFailed(f"the copy of {name} lacks the row that was written last")
    here.ask(move_copy.marked(identifier(record.copy_of(name)), record.mark("copied")))


def publish(name, run):
    """From here on the app's data is in this stack."""
    record = app_move.begun(name, run, "in")
    if record.phase == "preparing":
        raise MoveFailed(f"the copy of {name} is not verified")
    if record.phase != "done":
        with app_move.server() as here:
            take_names(here, record)
            move_publish.open_target(here, [record.app])
            here.ask("analyze", record.app["name"])
            if not record.keep:
                move_publish.drop_database(here, record.aside_of(record.app["name"]))
        start(record)
        record.save("done")
    app_move.remove_objects(run)
    return {"kept": record.aside_of(record.app["name"]) if record.keep else None}


def take_names(here, record):
    if record.phase == "published":
        return
    if record.phase == "verified":
        if not record.keep:
            refuse_filled(here, record.app)
        record.save("publishing")
    move_publish.publish(here, [record.app], record, lambda name: record.comment)
    # They were carried out on the database that was here before.
    shutil.rmtree(os.path.join(MIGRATIONS, record.app["app"]), ignore_errors=True)
    record.save("published")


def start(record):
    """With its migrations, should this stack run a newer version of the app."""
    name = record.app["app"]
    if not box_place.ON_BOX:
        move_apps.start(record.containers)
        return
    say(f"starting {name}")
    # Without a result an apply tries again what had failed.
    folder = box_place.newest_folder()
    if os.path.exists(box_place.RESULT):
        os.unlink(box_place.RESULT)
    command = (os.path.join(folder, "programs/apply"), folder)
    subprocess.run(command, env={**os.environ, "LADDER_LOCKED": "1"}, stdout=subprocess.DEVNULL, check=False)
    if not app_move.is_running(name):
        raise MoveFailed(f"the data of {name} is here, but it does not run: {move_apps.reason()}")


def forget(name, run, other):
    """What came is dropped, and never published, whatever message comes late; the app of this stack serves as before."""
    record = AppRecord.load(name)
    if record is None or record.run != run:
        if record and record.under_way:
            raise MoveFailed(f"another move of {name} is under way, begun {record.started}")
        AppRecord.begin(app_move.found_app(name), run, "in", other, record).save("undone")
    elif record.phase != "undone":
        open_own(record)
    app_move.remove_objects(run)
    return {}


def open_own(record):
    app = record.app
    with app_move.server() as here:
        published = record.phase == "publishing" and move_publish.is_published(here, [app], record)
        if published or record.phase in ("published", "done"):
            raise MoveFailed(f"{app['app']} is in {app_move.stack()} already: the way back is a move from there")
        record.save("undoing")
        move_fence.end_own_sessions(here)
        move_publish.drop_database(here, record.copy_of(app["name"]))
        comment = record.roles[app["role"]]
        if move_fence.kind_of(comment) in move_fence.COPIES:
            move_fence.close_roles(here, dict.fromkeys(move_fence.both_roles(app), comment))
        else:
            move_fence.open_roles(here, {role: record.roles.get(role, "") for role in move_fence.both_roles(app)})
    move_apps.start(record.containers)
    record.save("undone")
