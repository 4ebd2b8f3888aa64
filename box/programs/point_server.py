"""A server of its own, without a network and without archiving, in which a base backup and the log after it become what the
box's databases were at a moment. It is thrown away afterwards."""
import contextlib
import hashlib
import os
import shutil
import subprocess
import time

import backup_run
import backup_volume
import box_place
import data_home
import move_container
import move_preflight
import point_store
import wal_names
from backup_store import StoreFailed
from move_container import DATA_USER, MoveFailed, in_container
from move_place import Server

FOLDER = os.path.join(os.path.dirname(data_home.STATE), "recovery")
CONTAINER = f"{box_place.PROJECT}-recovery"
# Shared buffers of 16 MB, the log's and a dump's sessions.
MEMORY = "192m"
# A day's log of a busy small box, on its slow disk.
PATIENCE_SECONDS = 4 * 3600
PULL_SECONDS = 1800
# PostgreSQL's own words for a target after the last thing that the log knows.
NOTHING_LATER = "recovery ended before configured recovery target was reached"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_directories": "/sockets",
    "hba_file": "/recovery/hba",
    "archive_mode": "off",
    "restore_command": 'test -f "/recovery/wal/%f.gz" && gzip -dc "/recovery/wal/%f.gz" >"%p"',
    "recovery_target_action": "promote",
    # Nobody asks before it has come to its end, so that it needs no more connections and locks than it is given here.
    "hot_standby": "off",
    "max_connections": "20",
    "shared_buffers": "16MB",
    "max_wal_size": "128MB",
    "checkpoint_timeout": "30s",
    "autovacuum": "off",
    "fsync": "off",
}


@contextlib.contextmanager
def recovered(store, base, log, moment, say):
    """A server that has everything that was committed by `moment`, and nothing later."""
    remove()
    check_space(store, base, log)
    # From whose container it is asked.
    backup_run.open_server().close()
    try:
        fetch(store, base, log, say)
        say(f"bringing the server to {moment}, through {len(log)} segment(s) of its log")
        server = Server("the recovered server", "/sockets", 5432, "postgres", "disable")
        # What reads a whole database takes what it takes.
        server.seconds = None
        if not reaches(image_of(base), moment):
            # So nothing in the log is later, and all of it is wanted.
            reaches(image_of(base), None)
            check_end(server, log)
        yield server
        server.close()
    finally:
        remove()


def remove():
    """Also what a run that was killed left."""
    box_place.did("rm", "--force", "--volumes", CONTAINER)
    shutil.rmtree(FOLDER, ignore_errors=True)


def check_end(server, log):
    """A log that ends too soon looks as if nothing had been written since."""
    end = wal_names.position_of(server.one("select pg_current_wal_insert_lsn()"))
    if end < wal_names.end_of(log[-1]) - wal_names.SEGMENT:
        raise MoveFailed(f"the log ends before {log[-1]}, which should be its last segment")


def check_space(store, base, log):
    sizes = store.sizes(f"{base['line']}/wal/")
    needed = (base["unpacked"] + sum(sizes[point_store.wal_key(base["line"], name)] for name in log)) >> 20
    needed += move_preflight.SPARE_MB
    free = shutil.disk_usage(data_home.STATE).free >> 20
    if free < needed:
        raise MoveFailed(f"the box has {free} MB free and the recovery needs {needed} beside the databases: raise box.dataGb")


def fetch(store, base, log, say):
    data = os.path.join(FOLDER, "data")
    say(f"fetching the base backup of {base['time']}")
    for folder in (FOLDER, data, os.path.join(FOLDER, "wal")):
        os.makedirs(folder, mode=0o700)
    backup_volume.tar(("--extract", "--numeric-owner", "--directory", data), store.pieces(base["archive"]["key"], base["archive"]))
    for name in log:
        write(os.path.join("wal", f"{name}.gz"), segment(store, base["line"], name))
    write("data/recovery.signal", b"")
    write("hba", b"local all all trust\n")
    for folder in (FOLDER, data, os.path.join(FOLDER, "wal")):
        os.chown(folder, DATA_USER, DATA_USER)


def segment(store, line, name):
    key = point_store.wal_key(line, name)
    data, facts = store.text_and_metadata(key)
    if data is None or hashlib.sha256(data).hexdigest() != facts.get("sha256"):
        raise StoreFailed(f"{key} is damaged or gone")
    return data


def write(name, data):
    path = os.path.join(FOLDER, name)
    with open(path, "wb") as file:
        file.write(data)
    os.chown(path, DATA_USER, DATA_USER)


def image_of(base):
    """Of the major version that wrote the files; of an earlier one than serves it may have to be pulled."""
    serving = box_place.container_of("postgres")["Config"]["Image"]
    if f":{base['major']}" in serving:
        return serving
    image = box_place.document().get("olderPostgres", {}).get(str(base["major"]))
    if image is None:
        raise MoveFailed(f"{base['id']} is of PostgreSQL {base['major']}, which this version of Ladder does not know")
    if not box_place.did("image", "inspect", image):
        box_place.docker("pull", "--quiet", image, seconds=PULL_SECONDS)
    return image


def reaches(image, moment):
    """Whether there is something later than the moment; without one it goes to the log's end. False when there is not."""
    target = {"recovery_target_time": moment.replace("T", " ").replace("Z", "+00")} if moment else {}
    start(image, {**SETTINGS, **target})
    deadline = time.monotonic() + PATIENCE_SECONDS
    while in_container("pg_isready", "-q", "-h", "/sockets")[0] != 0:
        (found,) = box_place.inspect([CONTAINER])
        if not found["State"]["Running"]:
            said = logs()
            if NOTHING_LATER in said:
                return False
            raise MoveFailed(f"the recovered server ended: {reason(said)}")
        if time.monotonic() > deadline:
            raise MoveFailed("the recovered server did not come to its end in time")
        time.sleep(0.5)
    return True


def start(image, settings):
    box_place.did("rm", "--force", "--volumes", CONTAINER)
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    box_place.docker(
        *("run", "--detach", "--name", CONTAINER, "--label", f"ladder-move={box_place.PROJECT}", "--network", "none"),
        *("--user", f"{DATA_USER}:{DATA_USER}", "--cap-drop", "ALL", "--security-opt", "no-new-privileges:true"),
        *("--memory", MEMORY, "--memory-swap", MEMORY, "--cpu-shares", "128", "--stop-signal", "SIGINT"),
        *("--volume", f"{FOLDER}:/recovery", "--volume", f"{move_container.SOCKETS}:/sockets", "--entrypoint", "postgres"),
        *(image, "-D", "/recovery/data", *options),
    )


def logs():
    done = subprocess.run(("docker", "logs", CONTAINER), capture_output=True, text=True, errors="replace", check=False)
    return done.stdout + done.stderr


def reason(said):
    lines = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line]
    return (lines or said.splitlines() or ["no answer"])[-1]
