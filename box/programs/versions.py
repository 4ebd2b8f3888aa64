"""What is known of each app's versions, on the data volume: which one runs, which one ran before, and whether the app was
rolled back. A version is {key, bundle, image, app, service, migration}: what its container is made of, without secrets.
"""
import datetime
import hashlib
import json
import os

from box_place import STATE

FOLDER = os.path.join(STATE, "apps")
# Of box.json, what belongs to a version of an app. All else (secrets, database, cache, visitors) is today's.
FIELDS = ("name", "health", "port", "overlap", "volumes", "secrets", "database", "cache", "configuration")


def version_of(bundle, app, service, image, migration):
    kept = {name: app[name] for name in FIELDS if name in app}
    return {
        "key": key_of(app, image),
        "bundle": bundle,
        "image": image,
        "app": kept,
        "service": {**service, "image": image},
        "migration": migration,
    }


def key_of(app, image):
    """The same for the same image and configuration, whatever the secrets are."""
    return hashlib.sha256(f"{app['configuration']}\n{image}".encode()).hexdigest()


def _path(app):
    return os.path.join(FOLDER, f"{app}.json")


def read(app):
    """{running, before, rollback}, each absent or null when there is none."""
    try:
        with open(_path(app), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def write(app, state):
    """On the disk when it returns; a power cut leaves the old text or the new."""
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    new = f"{_path(app)}.new"
    with open(new, "w", encoding="utf-8") as file:
        json.dump(state, file)
        file.flush()
        os.fsync(file.fileno())
    os.rename(new, _path(app))
    descriptor = os.open(FOLDER, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def rollback_of(app, key):
    """The app's rollback while the stack still wants the version that was left; a newer one is not held back."""
    rollback = read(app).get("rollback")
    return rollback if rollback and rollback["from"]["key"] == key else None


def runs(app, version, rolled_back):
    """Notes that the app runs this version. One that is not a rollback's ends the rollback."""
    state = read(app)
    known = json.dumps(state)
    running = state.get("running")
    if not running or running["key"] != version["key"]:
        state = {**state, "before": running, "running": version}
    if not rolled_back:
        state.pop("rollback", None)
    if json.dumps(state) != known:
        write(app, state)


def label(version):
    """For people: the image, and the bundle that brought it as `history` names it."""
    return f"{version['image']} ({version['bundle'][:12]})"


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def described(app):
    """The app's rollback in words; None when it was not rolled back."""
    rollback = read(app).get("rollback")
    return rollback and {"from": label(rollback["from"]), "to": label(rollback["to"]), "since": rollback["since"]}
