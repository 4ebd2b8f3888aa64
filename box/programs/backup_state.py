"""How the backups of this box are doing, on the data volume: /data/ladder/state/backups.json. Read by `npm run box -- status` and
by whatever watches the box. Each part is there once it happened; times are UTC.

  lastVerified  the last backup that is whole and was read back: id, time, bytes, seconds, databases, volumes, shrunk
  lastRun       the last run of the program: time, ok, error
  lastBase      the last base backup for point-in-time recovery that is whole: id, time, bytes, seconds
  lastDrill     the last restore into scratch databases: time, ok, error, id, seconds
  lastCopied    the last backup that was copied off-site and read back there: id, time (of the backup), bytes
  lastCopy      the last run of copy-backups: time, ok, error
  since         when somebody first asked how backups are doing: what never happened is missed from then on
"""
import datetime
import fcntl
import json
import os

import data_home
import durable

PATH = os.path.join(data_home.STATE, "backups.json")
# From the 15th of a month to the next it may be 31, with working hours 35: the second Monday.
DRILLED_WITHIN = datetime.timedelta(days=37)


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def load():
    try:
        with open(PATH, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def save(**parts):
    """A copy may be at work beside a backup."""
    with open(f"{PATH}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        durable.write(PATH, json.dumps({**load(), **parts}, indent=2) + "\n")


def since():
    """Outlives a start of the machine: one that is stopped every night would never be old enough to miss anything."""
    known = load()
    if "since" not in known:
        save(since=now())
    return load()["since"]


def age_of(time):
    return datetime.datetime.now(datetime.timezone.utc) - datetime.datetime.fromisoformat(time)


def drill_problem():
    """Why the last drill is none to rely on; empty when it is. One that never ran is as bad as one that failed."""
    last = load().get("lastDrill", {"ok": True, "error": "", "time": since()})
    if not last["ok"]:
        return f"the last drill failed: {last['error']}"
    age = age_of(last["time"])
    return f"no drill for {age.days} days" if age > DRILLED_WITHIN else ""


def outcome(error="", **more):
    return {"time": now(), "ok": not error, "error": error, **more}
