"""One backup, part by part. A part that fails does not keep the others from being backed up."""
import time

import backup_database
import backup_manifest
import backup_state
import backup_volume
import box_place
import data_home
import move_container
import move_place
import move_preflight
import secret_files
from move_container import MoveFailed


def make(store, say):
    """Returns the manifest, which is written when at least one part is there."""
    began, identifier = time.monotonic(), backup_manifest.new_id()
    manifest = {"id": identifier, "time": backup_state.now(), "stack": box_place.document()["stack"]}
    manifest |= {"bucket": store.bucket, "failed": []}
    wanted = databases()
    before = backup_manifest.last_known(store, [one["name"] for one in wanted])
    manifest["databases"] = make_parts(manifest, wanted, lambda app: back_up_database(store, identifier, app, say))
    manifest["volumes"] = make_parts(manifest, volumes(), lambda one: backup_volume.make(store, identifier, one, say))
    if manifest["databases"] or manifest["volumes"] or not manifest["failed"]:
        manifest["shrunk"] = backup_manifest.shrunk(manifest["databases"], before)
        manifest["bytes"] = sum(part.get("dump", part.get("archive"))["bytes"] for part in backup_manifest.parts(manifest))
        manifest |= {"finished": backup_state.now(), "seconds": round(time.monotonic() - began)}
        backup_manifest.write(store, manifest)
    return manifest


def make_parts(manifest, wanted, make_part):
    made = []
    for one in wanted:
        try:
            made.append(make_part(one))
        except (MoveFailed, box_place.RefusedError, OSError) as error:
            manifest["failed"].append({"name": one["name"], "app": one["app"], "error": str(error)})
    return made


def databases():
    """Those of the server where they live now."""
    box = box_place.document()
    if data_home.current(box) is None or not move_container.has_clients(box):
        return []
    return [{"app": app["name"], **app["database"]} for app in secret_files.owners_of_databases(box)]


def volumes():
    return [{"name": path, "app": app["name"], "path": path} for app in box_place.document()["apps"] for path in app["volumes"]]


def back_up_database(store, identifier, app, say):
    server = open_server()
    move_preflight.take_role(server, app["role"])
    return backup_database.make(store, identifier, server, app, say)


def open_server():
    """Where the databases are, from the container with PostgreSQL's clients."""
    if move_container.in_container("true")[0] != 0:
        move_container.start()
        # What serves comes first.
        box_place.docker("update", "--cpu-shares", "128", move_container.CONTAINER)
    server = move_place.servers()[data_home.current(box_place.document())]
    # A drill reads all of a database in one question, and nothing stands still meanwhile.
    server.seconds = None
    return server
