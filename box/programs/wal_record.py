"""What the box knows of its line, on the data volume: /data/ladder/state/point-in-time.json. A line is the unbroken log of one
server; its folder in the bucket is never written by another. A new one begins where something is missing, where a volume that
was made of a snapshot would write another history, and when the databases come home from RDS.

  line      its name: major version, system identifier, timeline, and what makes it the only one
  home      when it was last written down where the databases are: a line knows nothing of their time elsewhere
  last      its last segment in the bucket; absent before the first
  proven    the last moment of which the bucket has everything that was committed: time, position, xmin, xmax
  moments   later ones, of which it is not known yet
  base      the newest whole base backup; absent before the first
  asked     when a base backup was asked for
  error     why the last run failed; empty when it did not
"""
import json
import os
import secrets

import data_home
import durable
import wal_names

PATH = os.path.join(data_home.STATE, "point-in-time.json")
# A day of minutes; what waits longer is only known to be safe later.
MOST_MOMENTS = 1440


def load():
    """None while no line is at work."""
    try:
        with open(PATH, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def save(record):
    durable.write(PATH, json.dumps(record, indent=1) + "\n")


def forget():
    if os.path.exists(PATH):
        os.remove(PATH)


def begin(server):
    """A new line of a server: major, system, timeline."""
    return {"line": f"{stem(server)}-{secrets.token_hex(3)}", "home": home_since(), "moments": [], "error": ""}


def is_of(record, server):
    return record["line"].startswith(f"{stem(server)}-") and is_home(record)


def is_home(record):
    """False when the databases were elsewhere since the line began: what was put aside then is nobody's."""
    return record["home"] == home_since()


def server_of(record):
    major, system, timeline, _ = record["line"].split("-")
    return {"major": int(major), "system": system, "timeline": int(timeline)}


def home_since():
    return os.stat(data_home.RECORD).st_mtime_ns if os.path.exists(data_home.RECORD) else 0


def stem(server):
    return f"{server['major']}-{server['system']}-{server['timeline']}"


def add_moment(record, moment):
    record["moments"] = [*record["moments"], moment][-MOST_MOMENTS:]


def settle(record):
    """Moments whose position is in the bucket are proven, and so are those since when no transaction has begun."""
    proven = record.get("proven")
    while record["moments"]:
        moment = record["moments"][0]
        if not (is_stored(record, moment) or is_quiet(proven, moment)):
            break
        proven = record["proven"] = record["moments"].pop(0)


def is_stored(record, moment):
    return "last" in record and moment["position"] <= wal_names.end_of(record["last"])


def is_quiet(before, moment):
    """Only what has a number of its own changes anything. At `before` none was at work, and none was given out since."""
    return before is not None and before["xmin"] == before["xmax"] == moment["xmin"] == moment["xmax"]
