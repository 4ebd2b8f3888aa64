"""What only the box, or an instance, itself can see of its health, one function a figure. Each returns a number; one that cannot be told raises."""
import glob
import json
import os
import ssl
import subprocess
import time

import app_move_record
import backup_state
import data_home
import wal_record
from box_place import RESULT, container_of, document, docker, health_of

DISKS = ("/", "/data/ladder")
CERTIFICATES = "/data/ladder/caddy/data/caddy/certificates"
WELL = ("healthy", "running", "starting")
# A box that has come to no result by then has failed to.
FIRST_APPLY_SECONDS = 1800
DAY = 86400
HOUR = 3600
MINUTE = 60
# A box that was off makes up for the night's backup when it is on again.
CATCH_UP_SECONDS = 2 * HOUR
CONNECTIONS = """select 100.0 * count(*) / current_setting('max_connections')::int
from pg_stat_activity where backend_type = 'client backend'"""


def memory_percent():
    with open("/proc/meminfo", encoding="utf-8") as file:
        kilobytes = {name: int(rest.split()[0]) for name, rest in (line.split(":") for line in file)}
    return 100 * (1 - kilobytes["MemAvailable"] / kilobytes["MemTotal"])


def disk_percent():
    """Of the fullest, as df counts: what root alone may use is neither."""
    return max(used_percent(os.statvfs(path)) for path in DISKS)


def used_percent(disk):
    used = disk.f_blocks - disk.f_bfree
    return 100 * used / (used + disk.f_bavail)


def connections_percent():
    psql = ("psql", "--no-psqlrc", "--no-align", "--tuples-only", "--username", "postgres", "--command", CONNECTIONS)
    return float(docker("exec", "ladder-postgres-1", *psql))


def apply_failed():
    try:
        with open(RESULT, encoding="utf-8") as file:
            return 0 if json.load(file)["ok"] else 1
    except FileNotFoundError:
        return 1 if uptime() > FIRST_APPLY_SECONDS else 0


def uptime():
    with open("/proc/uptime", encoding="utf-8") as file:
        return float(file.read().split()[0])


def unhealthy_apps():
    """One that stands still during its move to another stack counts; one that has left does not."""
    left = app_move_record.apps_that_left()
    return sum(1 for app in document()["apps"] if "static" not in app and app["name"] not in left and not well(app["name"]))


def well(name):
    return health_of(container_of(name)) in WELL


def certificate_days():
    """Of the one that ends first; 0 where a site has none."""
    hosts = [app["host"] for app in document()["apps"] if "host" in app]
    return min(max((days_left(path) for path in certificates_of(host)), default=0) for host in hosts)


def certificates_of(host):
    return glob.glob(f"{CERTIFICATES}/*/{glob.escape(host)}/{glob.escape(host)}.crt")


def days_left(path):
    command = ("openssl", "x509", "-noout", "-enddate", "-in", path)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return max(0, (ssl.cert_time_to_seconds(said.strip().removeprefix("notAfter=")) - time.time()) / DAY)


def backup_hours():
    """Since the last backup that was read back whole; where there is none yet, since somebody first asked."""
    return hours_of("lastVerified")


def offsite_hours():
    """Of the newest backup that was read back whole off-site; where there is none yet, since somebody first asked."""
    return hours_of("lastCopied")


def hours_of(what):
    then = backup_state.load().get(what, {"time": backup_state.since()})
    return 0 if uptime() < CATCH_UP_SECONDS else backup_state.age_of(then["time"]).total_seconds() / HOUR


def log_minutes():
    """Since the last moment of which the bucket has everything; where there is none yet, since the box was started."""
    if uptime() < FIRST_APPLY_SECONDS or data_home.current(document()) != "box":
        return 0
    proven = (wal_record.load() or {}).get("proven")
    return (backup_state.age_of(proven["time"]).total_seconds() if proven else uptime()) / MINUTE


def drill_failed():
    """Also when there was none for too long, be it that none ever came to its end."""
    return 1 if backup_state.drill_problem() else 0


ALL = {
    "BackupHours": backup_hours,
    "OffsiteHours": offsite_hours,
    "LogMinutes": log_minutes,
    "DrillFailed": drill_failed,
    "MemoryPercent": memory_percent,
    "DiskPercent": disk_percent,
    "ConnectionsPercent": connections_percent,
    "ApplyFailed": apply_failed,
    "UnhealthyApps": unhealthy_apps,
    "CertificateDays": certificate_days,
    # Of an instance of Beanstalk, whose stack may have a box, too.
    "InstanceMemoryPercent": memory_percent,
    "InstanceDiskPercent": disk_percent,
}
