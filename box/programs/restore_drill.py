"""The newest verified backup, restored into scratch databases that no app knows, compared, checked and dropped; archives of
volumes are read whole. Nothing that serves is touched."""
import time

import backup_manifest
import backup_run
import backup_volume
import point_restore
import restore_copy
from move_container import MoveFailed


def run(store, say, is_own=True):
    began = time.monotonic()
    manifest = backup_manifest.newest_verified(store)
    if manifest is None:
        raise MoveFailed("there is no verified backup: npm run box -- backup")
    failed = [*drill_databases(store, manifest, say), *drill_volumes(store, manifest, say)]
    # The off-site store has no log.
    if is_own:
        failed += point_restore.drill(say)
    counts = {kind: len(manifest[kind]) for kind in ("databases", "volumes")}
    return {"id": manifest["id"], "failed": failed, "seconds": round(time.monotonic() - began), **counts}


def drill_databases(store, manifest, say):
    """Why each that failed did."""
    if not manifest["databases"]:
        return []
    failed, server, copies = [], backup_run.open_server(), restore_copy.Copies("drill")
    restore_copy.drop_left(server)
    for part in manifest["databases"]:
        try:
            restore_copy.make(store, server, part, copies, say)
            say(f"{part['name']}: checking indexes and tables")
            restore_copy.check_indexes(server, part["name"], copies.copy_of(part["name"]), say)
        except MoveFailed as error:
            failed.append(str(error))
        finally:
            restore_copy.drop(server, part, copies)
    server.close()
    return failed


def drill_volumes(store, manifest, say):
    failed = []
    for part in manifest["volumes"]:
        say(f"{part['path']}: reading")
        try:
            files = backup_volume.read_back(store, part["archive"])
            if files != part["files"]:
                raise MoveFailed(f"{part['path']}: {files} of {part['files']} files are in the archive")
        except MoveFailed as error:
            failed.append(str(error))
    return failed
