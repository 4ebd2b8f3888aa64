"""What `move status` shows: where the data is, and how far a move has come."""
import datetime
import json
import os

import box_place
import data_home
from move_record import AT_REST, PROGRESS, Record


def status():
    record = Record.load()
    content = record.content if record else {}
    # While a box starts, its data volume may not be mounted yet: nobody knows then, and a fresh box is not what this looks like.
    mounted = os.path.isdir(data_home.STATE)
    forms = {app["name"]: app["form"]["bytes"] for app in content.get("databases", [])}
    return {
        "mounted": mounted,
        "dataHome": data_home.current(box_place.document()) if mounted else None,
        "phase": content.get("phase"),
        "from": content.get("from"),
        "to": content.get("to"),
        "started": content.get("started"),
        "since": content.get("times", {}).get(content.get("phase")),
        "error": content.get("error") or None,
        "databases": databases(forms, record),
        "remainingSeconds": remaining(forms, record),
    }


def databases(forms, record):
    seen = progress() if record and record.unfinished else {}
    nothing = {"tables": 0, "copied": False}
    found = ((name, size, seen.get(name, nothing)) for name, size in forms.items())
    return [
        {"name": name, "bytes": size, "copiedBytes": copied_bytes(size, one), "tables": one["tables"], "copied": one["copied"]}
        for name, size, one in found
    ]


def copied_bytes(size, seen):
    """A database is more than its tables."""
    return size if seen["copied"] else min(size, seen.get("bytes", 0))


def progress():
    try:
        with open(PROGRESS, encoding="utf-8") as file:
            return json.load(file)
    except (FileNotFoundError, ValueError):
        return {}


def remaining(forms, record):
    """By the share of bytes in tables that are copied; None until the first is, and when nothing is copied."""
    if not record or record.phase != "copying":
        return None
    done = sum(copied_bytes(forms[name], seen) for name, seen in progress().items() if name in forms)
    if not done:
        return None
    began = datetime.datetime.fromisoformat(record.times["copying"].replace("Z", "+00:00"))
    spent = (datetime.datetime.now(datetime.timezone.utc) - began).total_seconds()
    return round(spent * (sum(forms.values()) - done) / done)


def show(as_json):
    found = status()
    if as_json:
        print(json.dumps(found))
        return
    print(f"The data is on {found['dataHome']}." if found["mounted"] else "The data volume is not mounted yet.")
    if found["phase"]:
        error = f" ({found['error']})" if found["error"] else ""
        print(f"Last move, from {found['from']} to {found['to']}, begun {found['started']}: {found['phase']}{error}")
    for database in found["databases"] if record_is_open(found) else []:
        copied, size = database["copiedBytes"] >> 20, database["bytes"] >> 20
        print(f"  {database['name']}: {copied} of {size} MB, {database['tables']} table(s)")
    if found["remainingSeconds"] is not None:
        print(f"About {found['remainingSeconds']} s are left.")


def record_is_open(found):
    return found["phase"] not in AT_REST
