"""What a box runs and what was deployed to it, as JSON. No value of a secret is ever part of it."""
import json
import os
import re

import backup_state
import versions
import wal_record
from box_place import (
    FOLDER,
    ON_BOX,
    RESULT,
    RefusedError,
    containers,
    docker,
    document,
    health_of,
    service_names,
    service_of,
)

PROBLEMS = "/run/ladder/problems.json"
HISTORY = "/data/ladder/state/history.jsonl"
DISKS = ("/", "/data") if ON_BOX else (FOLDER,)
UNITS = {"B": 1, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40, "KB": 10**3, "MB": 10**6, "GB": 10**9}


def print_status():
    found = containers()
    used = memory_of([container["Id"] for container in found if container["State"]["Running"]])
    described = {}
    for container in sorted(found, key=lambda one: (one["State"]["Running"], one["Created"])):
        described[service_of(container)] = described_container(container, used)
    missing = {"state": "missing"}
    apps = [described_app(app, described.get(app["name"], missing)) for app in document()["apps"]]
    services = [{"name": name, **described.get(name, missing)} for name in service_names()]
    disks = [disk(path) for path in DISKS]
    print(json.dumps({"apps": apps, "services": services, "disks": disks, **state()}))


def described_app(app, container):
    if "static" in app:
        return {"name": app["name"], "state": "static"}
    rollback = versions.described(app["name"])
    return {"name": app["name"], **container, **({"rolledBack": rollback} if rollback else {})}


def described_container(container, used):
    state, limit = container["State"], container["HostConfig"]["Memory"]
    return {
        "state": health_of(container),
        "image": container["Config"]["Image"],
        "since": state["StartedAt"] if state["Running"] else state["FinishedAt"],
        "memoryBytes": used.get(container["Id"]),
        "memoryLimitBytes": limit or None,
        "restarts": container["RestartCount"],
        "outOfMemory": state["OOMKilled"],
        "exitCode": None if state["Running"] else state["ExitCode"],
    }


def memory_of(ids):
    """Bytes by container, as Docker counts them: without the page cache."""
    if not ids:
        return {}
    try:
        lines = docker("stats", "--no-stream", "--no-trunc", "--format", "{{.ID}} {{.MemUsage}}", *ids).splitlines()
    except RefusedError:
        # One of them ended in this moment.
        return {}
    # Nothing at all is what Docker says when it cannot tell.
    return {line.split()[0]: as_bytes(line.split()[1]) or None for line in lines}


def as_bytes(text):
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()
    return round(float(number) * UNITS[unit.upper()])


def disk(path):
    found = os.statvfs(path)
    return {"path": path, "freeBytes": found.f_bavail * found.f_frsize, "totalBytes": found.f_blocks * found.f_frsize}


def state():
    """Only the box has backups."""
    return {"lastApply": last_apply(), "backups": {**backup_state.load(), **log()} if ON_BOX else None, "problems": problems()}


def log():
    """How far point-in-time recovery is; nothing where nobody asked for it."""
    record = wal_record.load() if "pointInTime" in document() else None
    return {"log": {"until": record.get("proven", {}).get("time"), "error": record["error"]}} if record else {}


def problems():
    """Sentences of send-figures; none where nobody asked for its figures."""
    try:
        with open(PROBLEMS, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return []


def last_apply():
    """Null on a developer's machine, and on a box that has not come to its first result since it started."""
    if not ON_BOX or not os.path.exists(RESULT):
        return None
    with open(RESULT, encoding="utf-8") as file:
        result = json.load(file)
    return {key: result[key] for key in ("version", "time", "ok", "error")}


def print_history(app, lines):
    """The newest last."""
    if not ON_BOX:
        raise RefusedError("npm run local keeps no history: settings and folders say what runs; see: npm run box -- --local status")
    entries = []
    if os.path.exists(HISTORY):
        with open(HISTORY, encoding="utf-8") as file:
            entries = [json.loads(line) for line in file if line.strip()]
    print(json.dumps({"deploys": [entry for entry in entries if concerns(entry, app)][-lines:]}))


def concerns(entry, app):
    return app is None or any(change["app"] == app for change in entry["changed"])
