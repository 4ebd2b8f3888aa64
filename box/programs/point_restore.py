"""Databases as they were at a second: recovered in a server of their own, dumped from there as a backup is, and then put in
their place as one."""
import contextlib
import datetime
import types

import backup_database
import backup_run
import box_place
import move_preflight
import point_choice
import point_server
import point_store
import restore_copy
import restore_to
import secret_files
from move_container import MoveFailed


def run(store, wanted, say):
    """`store` has the nightly backups: files of volumes are as of the last one."""
    points = point_store.of_box()
    apps, volumes = wanted_databases(wanted), wanted_volumes(store, wanted)
    base, log = point_choice.choose(points, wanted.time)
    refuse(apps, volumes, wanted.replace)
    stamp = f"{datetime.datetime.now(datetime.timezone.utc):%Y%m%d_%H%M%S}"
    folder = f"restored/{point_store.new_id()}"
    try:
        with point_server.recovered(points, base, log, wanted.time, say) as server:
            parts = [dump(points, folder, server, app, say) for app in apps]
        done = [restore_to.restore_database(points, part, wanted.replace, stamp, say) for part in parts]
    finally:
        with contextlib.suppress(MoveFailed):
            points.remove(points.keys(f"{folder}/"))
    found = [{**one, "backup": base["id"], "time": wanted.time} for one in done]
    return found + [restored_volume(store, part, manifest, stamp, say) for manifest, part in volumes]


def wanted_databases(wanted):
    found = [{"app": app["name"], **app["database"]} for app in secret_files.owners_of_databases(box_place.document())]
    if wanted.database:
        found = [app for app in found if app["name"] == wanted.database]
    elif wanted.app:
        found = [app for app in found if app["app"] == wanted.app]
    if not found:
        raise MoveFailed("no app of this stack has a database of that name: --backup takes what a nightly one has")
    return found


def wanted_volumes(store, wanted):
    """With the manifest that each is of."""
    paths = [path for app in box_place.document()["apps"] for path in app["volumes"] if wanted.all or app["name"] == wanted.app]
    if not paths:
        return []
    manifest = restore_to.chosen(store, wanted)
    return [(manifest, part) for part in manifest["volumes"] if part["path"] in paths]


def refuse(apps, volumes, replace):
    """Before the long part."""
    if replace:
        return
    for _, part in volumes:
        restore_to.refuse_full(part)
    server = backup_run.open_server()
    for app in apps:
        restore_to.refuse_filled(server, app, replace)
    server.close()


def dump(points, folder, server, app, say):
    try:
        move_preflight.take_role(server, app["role"])
        return backup_database.make(points, folder, server, app, say)
    except MoveFailed as error:
        raise MoveFailed(f"{app['name']} at that time: {error}") from None


def restored_volume(store, part, manifest, stamp, say):
    found = restore_to.restore_volume(store, part, stamp, say)
    return {**found, "backup": manifest["id"], "time": manifest["time"]}


def drill(say):
    """Why the newest base backup and its log do not bring everything back; empty when they do, or none are kept."""
    if not point_choice.is_kept():
        return []
    points = point_store.of_box()
    try:
        found = point_choice.newest(points)
        if found is None:
            raise MoveFailed("there is nothing yet to go back to by the second: npm run box -- backup")
        base, log, moment = found
        with point_server.recovered(points, base, log, moment, say) as server:
            for app in wanted_databases(types.SimpleNamespace(database=None, app=None)):
                check(server, app, say)
        return []
    except MoveFailed as error:
        return [f"point-in-time recovery: {error}"]


def check(server, app, say):
    """Every table and index is read whole."""
    if restore_to.is_there(server, app["name"]):
        say(f"{app['name']}: checking indexes and tables")
        restore_copy.amcheck(server, app["name"], app["name"])
