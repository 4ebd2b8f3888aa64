"""What a backup consists of: backups/ID/manifest.json in the bucket, written last. Without it there is no backup.

  id, time, finished, seconds, stack, bucket (where it was made), bytes (of all parts)
  databases  name, app, role, form (how its copy is made), extensions, tables, rows, dump and description {key, bytes, sha256}
  volumes    app, path, files, archive {key, bytes, sha256}
  failed     name, app, error: what could not be backed up; the backup does not count as verified
  shrunk     names of databases that lost a table or half of their rows since the newest backup before that has them
"""
import datetime
import json
import secrets
import sys

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
        known = manifest["format"] == FORMAT
    except (ValueError, KeyError, TypeError):
        raise StoreFailed(f"the manifest of {identifier} is damaged") from None
    if not known:
        raise StoreFailed(f"{identifier} was made by a newer version: run pulumi up first")
    return manifest


def identifiers(store):
    """Of all backups, the newest first."""
    return sorted((key.split("/")[0] for key in store.keys() if key.endswith("/manifest.json")), reverse=True)


def all_of(store):
    """The newest first. One that cannot be read is named and left alone: it must not stand before those that can."""
    for identifier in identifiers(store):
        try:
            manifest = read(store, identifier)
        except StoreFailed as error:
            print(f"left out: {error}", file=sys.stderr, flush=True)
            continue
        # It may have been removed since it was listed.
        if manifest is not None:
            yield manifest


def newest_verified(store):
    """None when there is none. A newer one that cannot be read is no reason to take an older one for the newest."""
    manifests = (read(store, identifier) for identifier in identifiers(store))
    return next((manifest for manifest in manifests if manifest and verified(manifest)), None)


def last_known(store, names):
    """Database -> what the newest backup that has it says of it: one that failed that night was not compared, and may be empty since."""
    found, manifests = {}, all_of(store)
    while not found.keys() >= set(names) and (manifest := next(manifests, None)):
        found = {one["name"]: one for one in manifest["databases"]} | found
    return found


def parts(manifest):
    return [*manifest["databases"], *manifest["volumes"]]


def made_in(manifest, bucket):
    """Whether it is this very stack's, not one's of the same name. Earlier versions did not write it down."""
    return manifest.get("bucket", bucket) == bucket


def verified(manifest):
    return not manifest["failed"]


def shrunk(databases, then):
    """A database that is suddenly much smaller may have been emptied by mistake. `then`: by name."""
    now = {one["name"]: one for one in databases}
    both = sorted(set(then) & set(now))
    return [name for name in both if now[name]["tables"] < then[name]["tables"] or 2 * now[name]["rows"] < then[name]["rows"]]
