"""Restoring in the place of what is there: everything is made beside it and proven first, then gets its name at once. What was
there stays under a dated name."""
import datetime
import os
import shutil

import backup_manifest
import backup_run
import backup_volume
import box_place
import move_apps
import move_container
import move_fence
import move_preflight
import move_publish
import restore_copy
import secret_files
from move_container import MoveFailed
from move_place import identifier, literal

PATIENCE = "10s"
# Twenty tries of PostgreSQL, which waits five seconds for sessions to go.
RENAMING = 100


def run(store, wanted, say):
    manifest = chosen(store, wanted)
    databases, volumes = wanted_parts(manifest, wanted)
    if move_container.HERE:
        refuse_files(volumes)
    if wanted.of:
        refuse_strange(databases, volumes)
    if not wanted.replace:
        for volume in volumes:
            refuse_full(volume)
    refuse_databases(databases, wanted.replace)
    stamp = f"{datetime.datetime.now(datetime.timezone.utc):%Y%m%d_%H%M%S}"
    say(f"from the backup of {manifest['time']}, {manifest['id']}")
    for part in lacking(manifest, wanted):
        say(f"it does not have {part['name']}: {part['error']}")
    done = [restore_database(store, part, wanted.replace, stamp, say) for part in databases]
    done += [restore_volume(store, part, stamp, say) for part in volumes]
    return [{**one, "backup": manifest["id"], "time": manifest["time"]} for one in done]


def chosen(store, wanted):
    """The newest that has all that is wanted."""
    if wanted.backup:
        manifest = backup_manifest.read(store, wanted.backup)
        if manifest is None:
            raise MoveFailed(f"there is no backup {wanted.backup}: restore list shows them")
        return manifest
    for manifest in backup_manifest.all_of(store):
        if is_early(manifest, wanted) and any(wanted_parts_of(manifest, wanted)) and not lacking(manifest, wanted):
            return manifest
    raise MoveFailed(
        f"there is no whole backup{f' before {wanted.time}' if wanted.time else ''} of what you name; --backup takes one of part of it"
    )


def is_early(manifest, wanted):
    """Its end counts: a large database is dumped long after the beginning, with what was written, or dropped, until then."""
    return not wanted.time or manifest["finished"] <= wanted.time


def lacking(manifest, wanted):
    """What of the wanted could not be backed up then."""
    failed = manifest["failed"]
    if wanted.app:
        # Earlier versions did not write down whose it was.
        return [part for part in failed if part.get("app", wanted.app) == wanted.app]
    return failed if wanted.all else []


def wanted_parts_of(manifest, wanted):
    if wanted.database:
        return [one for one in manifest["databases"] if one["name"] == wanted.database], []
    if wanted.app:
        return tuple([one for one in manifest[kind] if one["app"] == wanted.app] for kind in ("databases", "volumes"))
    return manifest["databases"], manifest["volumes"]


def wanted_parts(manifest, wanted):
    found = wanted_parts_of(manifest, wanted)
    if not any(found):
        names = ", ".join(part["name"] for part in backup_manifest.parts(manifest))
        raise MoveFailed(f"{manifest['id']} has only {names or 'nothing'}")
    return found


def refuse_strange(databases, volumes):
    """Another stack's backup goes where this one has the same app: a database of no app here would have no owner."""
    box = box_place.document()
    here = {app["database"]["name"] for app in secret_files.owners_of_databases(box)}
    here |= {path for app in box["apps"] for path in app["volumes"]}
    strange = [part["name"] for part in (*databases, *volumes) if part["name"] not in here]
    if strange:
        raise MoveFailed(f"no app of this stack has {', '.join(strange)}: name with --app or --database what it has")


def refuse_files(volumes):
    """A backup of the box's may have some."""
    if volumes:
        raise MoveFailed(f"the files of this stack are on EFS, out of reach here ({volumes[0]['name']}): name a --database")


def refuse_databases(databases, replace):
    """All of them, before the first is touched: one that is refused later would leave half of a stack restored."""
    if not databases:
        return
    server = backup_run.open_server()
    for part in databases:
        move_preflight.take_role(server, part["role"])
        refuse_filled(server, part, replace)
    server.close()


def refuse_full(volume):
    if os.path.isdir(volume["path"]) and os.listdir(volume["path"]):
        raise MoveFailed(f"{volume['path']} is not empty: --replace keeps what is there under another name")


def restore_database(store, part, replace, stamp, say):
    server, copies = backup_run.open_server(), restore_copy.Copies("restore")
    restore_copy.drop_left(server)
    refuse_filled(server, part, replace)
    try:
        restore_copy.make(store, server, part, copies, say)
        server.ask("analyze", copies.copy_of(part["name"]))
        server.close()
        kept = publish(server, part, copies, stamp, replace, say)
    finally:
        server.close()
        restore_copy.drop(server, part, copies)
    return {"name": part["name"], "kept": kept, "tables": part["tables"], "rows": part["rows"]}


def is_there(server, name):
    return bool(server.ask("select 1 from pg_database where datname = :'name'", name=name))


def refuse_filled(server, part, replace):
    if replace or not is_there(server, part["name"]):
        return
    count = int(server.one(move_preflight.OBJECTS, part["name"]))
    server.close()
    if count:
        raise MoveFailed(
            f"{part['name']} holds {count} object(s): --replace keeps it under another name and puts the backup in its place"
        )


def publish(server, part, copies, stamp, replace, say):
    """Returns the name under which the former one is kept. Its app stands still for this moment."""
    containers = move_apps.running([part])
    say(f"{part['name']}: putting it in its place")
    move_apps.stop(containers)
    try:
        refuse_filled(server, part, replace)
        return rename(server, part, copies, stamp)
    finally:
        move_apps.start(containers)


def rename(server, part, copies, stamp):
    """One transaction; a session that comes in between only delays it."""
    name, copy, aside = part["name"], copies.copy_of(part["name"]), f"{part['name'][:47]}_{stamp}"
    there = is_there(server, name)
    lines = [f"set lock_timeout = '{PATIENCE}'; begin;"]
    if there:
        lines.append(f"alter database {identifier(name)} rename to {identifier(aside)};")
    lines.append(f"alter database {identifier(copy)} rename to {identifier(name)};")
    lines.append(f"comment on database {identifier(name)} is {literal(part['comment']) if part['comment'] else 'null'};")
    move_fence.end_sessions((server,), [part])
    move_publish.renamed(server, "\n".join([*lines, "commit;"]), [name, copy], RENAMING)
    return aside if there else None


def restore_volume(store, part, stamp, say):
    """Unpacked beside it, then two renames; a container that starts afterwards finds the new folder."""
    path = part["path"]
    fresh, aside = f"{path}.restored-{stamp}", f"{path}.before-{stamp}"
    say(f"{path}: unpacking")
    os.makedirs(fresh, mode=0o700)
    try:
        backup_volume.unpack(store, part, fresh)
        os.sync()
        containers = move_apps.running([part])
        move_apps.stop(containers)
        try:
            kept = put_in_place(path, fresh, aside)
        finally:
            move_apps.start(containers)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return {"name": path, "kept": kept, "files": part["files"]}


def put_in_place(path, fresh, aside):
    kept = os.path.isdir(path)
    if kept:
        os.rename(path, aside)
    try:
        os.rename(fresh, path)
    except OSError:
        if kept:
            os.rename(aside, path)
        raise
    return aside if kept else None

