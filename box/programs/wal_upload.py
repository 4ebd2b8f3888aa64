"""Brings what PostgreSQL has put aside of its log to the backup bucket: whole segments, checked, read back, and only then
removed here."""
import contextlib
import fcntl
import gzip
import hashlib
import os
import subprocess
import time
import zlib

import box_place
import data_home
import move_container
import wal_names
import wal_record
import wal_server

# archive_command writes there; see box/compose/postgres-archive.ts.
FOLDER = os.path.join(os.path.dirname(data_home.STATE), "wal")
# A base backup that fails is not asked for again at once: the nightly one comes anyway.
PATIENCE_SECONDS = 6 * 3600


def wanted():
    return "pointInTime" in box_place.document()


@contextlib.contextmanager
def alone():
    """Beside everything but itself: a deploy or a backup must not keep the log on the box."""
    os.makedirs(move_container.RUN, mode=0o700, exist_ok=True)
    with open(os.path.join(move_container.RUN, "wal.lock"), "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(say):
    """Returns the record; None where the databases are elsewhere."""
    with alone():
        if data_home.current(box_place.document()) != "box":
            return leave(say)
        server, moment = wal_server.ask()
        record = wal_record.load()
        if record is None or not wal_record.is_of(record, server):
            if record and wal_record.is_home(record):
                # Another server has taken the place of the line's. What that one put aside last is still the line's.
                upload_all(record, wal_record.server_of(record), say, keep_others=True)
            record = begin(server, say)
        wal_record.add_moment(record, moment)
        record = upload_all(record, server, say)
        wal_record.settle(record)
        record["error"] = ""
        wal_record.save(record)
        return record


def leave(say):
    """The line ends with the move. What the box's server writes from then on is nobody's."""
    record = wal_record.load()
    if record:
        upload_all(record, wal_record.server_of(record), say)
        say(f"the databases are on RDS now, which keeps its own log; the line {record['line']} has ended")
    for name in waiting():
        os.remove(path_of(name))
    wal_record.forget()


def begin(server, say):
    record = wal_record.begin(server)
    say(f"a new line begins: {record['line']}; it can be gone back to from its first base backup on")
    wal_record.save(record)
    return record


def waiting():
    """Names of segments. Histories and marks of base backups say nothing that recovery needs here."""
    found = sorted(name.removesuffix(".gz") for name in os.listdir(FOLDER) if name.endswith(".gz"))
    for name in found:
        if not wal_names.NAME.fullmatch(name):
            os.remove(path_of(name))
    return [name for name in found if wal_names.NAME.fullmatch(name)]


def path_of(name):
    return os.path.join(FOLDER, f"{name}.gz")


def upload_all(record, server, say, keep_others=False):
    """Returns the record of the line at the end: it may be a new one. Other servers' segments go, or wait on."""
    names = waiting()
    if not names:
        return record
    # Only here: most minutes of most nights have nothing to upload, and the client takes a second of a small box.
    import point_store  # pylint: disable=import-outside-toplevel

    store = point_store.of_box()
    for name in names:
        with open(path_of(name), "rb") as file:
            packed = file.read()
        if origin(name, packed) == server["system"] and wal_names.timeline_of(name) == server["timeline"]:
            record = upload(store, record, server, name, packed, say)
            # Before the file goes: a run that is killed in between finds it in the bucket.
            wal_record.save(record)
        elif keep_others:
            continue
        else:
            say(f"{name} is no segment of this server; left out")
        os.remove(path_of(name))
    return record


def upload(store, record, server, name, packed, say):
    if "last" in record and wal_names.number_of(name) > wal_names.number_of(record["last"]) and not wal_names.follows(name, record["last"]):
        record = begin_anew(record, server, f"between {record['last']} and {name} something is missing", say)
    if not put(store, record, name, packed):
        record = begin_anew(record, server, f"the bucket has another {name}: this volume was made of a snapshot", say)
        put(store, record, name, packed)
    if "last" not in record or wal_names.number_of(name) > wal_names.number_of(record["last"]):
        record["last"] = name
    return record


def origin(name, packed):
    try:
        return wal_names.origin_of(name, gzip.decompress(packed))
    except (OSError, EOFError, zlib.error):
        return None


def begin_anew(record, server, why, say):
    say(why)
    return begin(server, say) | {"moments": record["moments"]}


def put(store, record, name, packed):
    """False when another segment of this name is there. The same one is what an earlier run has uploaded."""
    import point_store  # pylint: disable=import-outside-toplevel

    attempt = {**record, "moments": list(record["moments"]), "last": name}
    wal_record.settle(attempt)
    facts = {"sha256": hashlib.sha256(packed).hexdigest()}
    if "proven" in attempt:
        facts["until"] = attempt["proven"]["time"]
    key = point_store.wal_key(record["line"], name)
    store.put_new(key, packed, facts)
    return same(store.text(key), packed)


def same(stored, packed):
    """Another version of gzip packs the same in other bytes."""
    return stored == packed or gzip.decompress(stored) == gzip.decompress(packed)


def ask_for_base(record, say):
    """On the box the nightly backup is started, which makes one."""
    asked = record.get("asked", 0)
    if "base" in record or 0 <= time.time() - asked < PATIENCE_SECONDS or not box_place.ON_BOX or not os.path.exists(box_place.RESULT):
        return
    with alone():
        wal_record.save({**(wal_record.load() or record), "asked": time.time()})
    say("this line has no base backup: the backup is started")
    subprocess.run(("systemctl", "start", "--no-block", "ladder-backup.service"), check=False)
