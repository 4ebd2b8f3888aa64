"""Which base backups and which of the log go: what enough newer ones make needless."""
import datetime

import point_store
import wal_names

# What a run that was killed left without a manifest.
ABANDONED = datetime.timedelta(days=1)


def needless(bases, now, days):
    """Identifiers of base backups that no second of the last `days` needs: all before the newest that is older than that."""
    oldest = (now - datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    enough = [base for base in sorted(bases, key=lambda base: base["time"]) if base["time"] <= oldest]
    return [base["id"] for base in enough[:-1]]


def prune(store, days, line):
    """Returns how many base backups went. `line` is at work, and keeps its log also before its first base backup."""
    now = datetime.datetime.now(datetime.timezone.utc)
    lines = point_store.lines(store)
    bases = {one.name: one.bases() for one in lines}
    gone = set(needless([base for found in bases.values() for base in found], now, days))
    for one in lines:
        kept = [base for base in bases[one.name] if base["id"] not in gone]
        remove_bases(store, one, {base["id"] for base in kept}, gone, now)
        if kept:
            remove_log(store, one, min(wal_names.number_of(base["first"]) for base in kept))
        elif one.name != line:
            remove_log(store, one, None)
    return len(gone)


def remove_bases(store, line, kept, gone, now):
    """The manifest goes first: what a killed run leaves of a base backup is none, and goes the next time."""
    keys = {key: key.split("/")[2] for key in line.keys if "/base/" in key}
    removed = [
        key for key, identifier in keys.items() if identifier in gone or identifier not in kept and now - line.keys[key] > ABANDONED
    ]
    store.remove(sorted(removed, key=lambda key: not key.endswith("/manifest.json")))


def remove_log(store, line, first):
    """Before a segment; without one all."""
    names = [name for name in line.segments if first is None or wal_names.number_of(name) < first]
    store.remove(point_store.wal_key(line.name, name) for name in names)
