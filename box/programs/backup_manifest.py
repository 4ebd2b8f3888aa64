"""What a backup consists of: backups/ID/manifest.json in the bucket, written last. Without it there is no backup.

  id, time, finished, seconds, stack, postgres (major), bytes (of all parts)
  databases  name, app, role, form (how its copy is made), extensions, tables, rows, dump and description {key, bytes, sha256}
  volumes    app, path, files, archive {key, bytes, sha256}
  failed     name, error: what could not be backed up; the backup does not count as verified
  shrunk     names of databases that lost a table or half of their rows since the backup before
"""
import datetime
import json
import secrets

from backup_store import StoreFailed

FORMAT = 1


def new_id():
    """In the order of time."""
    return f"{datetime.datetime.now(datetime.timezone.utc):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def key_of(identifier):
    return f"{identifier}/manifest.json"


def write(store, manifest):
    store.put_text(key_of(manifest["id"]), json.dumps({"format": FORMAT, **manifest}, indent=1).encode())


def read(store, identifier):
    """None when there is no such backup."""
    text = store.text(key_of(identifier))
    if text is None:
        return None
    try:
        manifest = json.loads(text)
    except ValueError:
        raise StoreFailed(f"the manifest of {identifier} is damaged") from None
    if manifest["format"] != FORMAT:
        raise StoreFailed(f"{identifier} was made by a newer version: run pulumi up first")
    return manifest


def identifiers(store):
    """Of all backups, the newest first."""
    return sorted((key.split("/")[0] for key in store.keys() if key.endswith("/manifest.json")), reverse=True)


def all_of(store):
    return [read(store, identifier) for identifier in identifiers(store)]


def newest_verified(store):
    """None when there is none."""
    for identifier in identifiers(store):
        manifest = read(store, identifier)
        if verified(manifest):
            return manifest
    return None


def parts(manifest):
    return [*manifest["databases"], *manifest["volumes"]]


def verified(manifest):
    return not manifest["failed"]


def shrunk(databases, before):
    """A database that is suddenly much smaller may have been emptied by mistake."""
    then = {one["name"]: one for one in (before or {}).get("databases", [])}
    now = {one["name"]: one for one in databases}
    both = sorted(set(then) & set(now))
    return [name for name in both if now[name]["tables"] < then[name]["tables"] or 2 * now[name]["rows"] < then[name]["rows"]]
