"""What point-in-time recovery needs, in the backup bucket:

  point-in-time/LINE/wal/SEGMENT.gz           metadata: sha256, and until (everything committed by then is in it and those before)
  point-in-time/LINE/base/ID/base.tar.gz      of pg_basebackup, with its manifest
  point-in-time/LINE/base/ID/manifest.json    written last: a base backup without it does not count
     id, line, major, time (from when on it serves), first and last (segments it needs), unpacked (bytes), files, archive
"""
import datetime
import json

import backup_manifest
import wal_names
from backup_store import Store

PREFIX = "point-in-time/"
FORMAT = 1


def of_box():
    return Store.of_box(prefix=PREFIX)


def wal_key(line, name):
    return f"{line}/wal/{name}.gz"


def base_key(line, identifier, name):
    return f"{line}/base/{identifier}/{name}"


def write_base(store, base):
    key = base_key(base["line"], base["id"], "manifest.json")
    store.put_text(key, json.dumps({"format": FORMAT, **base}, indent=1).encode())


class Line:
    """One line's objects: key -> when it was written."""

    def __init__(self, store, name, keys):
        self.name, self.keys, self._store = name, keys, store
        segments = (key.split("/")[2].removesuffix(".gz") for key in keys if key.startswith(f"{name}/wal/"))
        self.segments = sorted(segment for segment in segments if wal_names.NAME.fullmatch(segment))

    def bases(self):
        """Whole ones, the oldest first."""
        found = sorted(key for key in self.keys if key.endswith("/manifest.json"))
        return [json.loads(self._store.text(key)) for key in found]

    def log_of(self, base):
        """Segments from those that the base backup needs to the last before one is missing."""
        return wal_names.unbroken(self.segments, base["first"])

    def until(self, segments):
        """Everything that was committed by then is in these; None when the last one came before anybody looked."""
        return self._store.metadata(wal_key(self.name, segments[-1])).get("until") if segments else None


def lines(store):
    keys = store.keys()
    return [Line(store, name, of_line(keys, name)) for name in sorted({key.split("/")[0] for key in keys})]


def of_line(keys, name):
    return {key: written for key, written in keys.items() if key.startswith(f"{name}/")}


def windows(store, record):
    """From when to when the databases can be brought back, the oldest first: {from, until, line}. `record` knows of its own
    line more than the bucket: that nothing has happened since."""
    return sorted((found for line in lines(store) for found in windows_of(line, record)), key=lambda one: one["from"])


def windows_of(line, record):
    found = []
    for base in line.bases():
        segments = line.log_of(base)
        until = last_moment(line, segments, record)
        if until is None or until < base["time"]:
            continue
        if found and found[-1]["until"] == until:
            continue
        found.append({"from": base["time"], "until": until, "line": line.name})
    return found


def last_moment(line, segments, record):
    if record and record["line"] == line.name and segments and segments[-1] == record.get("last") and "proven" in record:
        return record["proven"]["time"]
    return line.until(segments)


def now():
    """A whole second that has not begun: what a base backup has is older."""
    later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=1)
    return later.strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id():
    return backup_manifest.new_id()
