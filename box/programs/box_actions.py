"""What each request of `npm run box` does. The plain ones become the command they stand for: its terminal, its exit code."""
import os
import re
import signal
import subprocess
import sys
import time

import box_changes
import box_status
import data_home
from box_place import (
    ON_BOX,
    SECRETS,
    RefusedError,
    app_of,
    container_of,
    containers,
    document,
    running_container_of,
    service_of,
)

PROGRAMS = os.path.dirname(os.path.realpath(__file__))
SHELL = ("/.ladder/busybox", "sh")


def become(*command):
    sys.stdout.flush()
    os.execvp(command[0], command)


def inside(container, *options):
    """The start of a command inside a container; the job's mark is how the job finds its processes there."""
    terminal = ["--tty"] if sys.stdin.isatty() and sys.stdout.isatty() else []
    mark = ["--env", "LADDER_JOB"] if "LADDER_JOB" in os.environ else []
    return ("docker", "exec", "--interactive", *terminal, *mark, *options, container["Id"])


def execute(request):
    app_of(request["app"])
    become(*inside(running_container_of(request["app"])), *(request["args"] or SHELL))


def psql(request):
    """As the app's own role, over the server's socket, which asks for no password."""
    if "postgres" not in document()["dataServices"] or data_home.recorded() == "rds":
        raise RefusedError(no_database_here())
    database = database_of(request["app"]) if request["app"] else {"name": "postgres", "role": "postgres"}
    user = "postgres" if request["admin"] else database["role"]
    # Statements that fail end a script, with exit code 3.
    options = ("--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--username", user, "--dbname", database["name"])
    become(*inside(running_container_of("postgres")), "psql", *options, *request["args"])


def no_database_here():
    outside = data_home.recorded() == "rds" or any(secret["name"] == "DATABASE_URL" for app in document()["apps"] for secret in app["secrets"])
    return "the databases of this stack are not on the box" if outside else "no app of this stack has a database"


def database_of(name):
    """Of an app, or by the database's own name."""
    for app in document()["apps"]:
        if "database" in app and name in (app["name"], app["database"]["name"]):
            return app["database"]
    owners = [app["name"] for app in document()["apps"] if "database" in app]
    raise RefusedError(f"there is no database {name!r}; apps with one are {', '.join(owners)}")


def redis(request):
    if "redis" not in document()["dataServices"]:
        raise RefusedError("no app of this stack has a cache")
    options, user = (), "ladder"
    if request["app"]:
        user = cache_user(request["app"])
        # Named only: Docker takes the value from the environment, where the container keeps the administrator's, too.
        os.environ["REDISCLI_AUTH"] = cache_password(request["app"])
        options = ("--env", "REDISCLI_AUTH")
    become(*inside(running_container_of("redis"), *options), "redis-cli", "-e", "--user", user, *request["args"])


def cache_user(name):
    app = app_of(name)
    if "cache" not in app:
        raise RefusedError(f"{name} has no cache")
    return app["cache"]["user"]


def cache_password(name):
    """Of the app's own user; a generated one, of letters and digits."""
    with open(os.path.join(SECRETS, f"{name}.env"), encoding="utf-8") as file:
        return re.search(r'^REDIS_URL="redis://[^:]+:([^@]+)@', file.read(), re.MULTILINE).group(1)


def logs(request):
    service = request["app"]
    options = ["--tail", str(request["lines"])] + (["--since", request["since"]] if request["since"] else [])
    container = container_of(service)
    if not request["follow"]:
        become("docker", "logs", *options, container["Id"])
    while True:
        subprocess.run(("docker", "logs", "--follow", *options, container["Id"]), stdin=subprocess.DEVNULL, check=False)
        container = successor(service, container)
        options = ["--since", container["State"]["StartedAt"]]


def successor(service, ended):
    """Waits for the container that takes the place of one that ended, or for its own next start."""
    while True:
        time.sleep(0.5)
        found = [one for one in containers() if service_of(one) == service and one["State"]["Running"]]
        for one in found:
            if one["Id"] != ended["Id"] or one["State"]["StartedAt"] != ended["State"]["StartedAt"]:
                return one


def backup(_):
    on_the_box()
    # A copy that fails does not make the backup one that failed.
    both = '"$0/backup" make && { "$0/copy-backups" || echo "the backup itself is whole; only its off-site copy failed" >&2; }'
    become("sh", "-c", both, PROGRAMS)


def restore(request):
    on_the_box()
    become(os.path.join(PROGRAMS, "restore"), *request["args"])


def move_app(request):
    on_the_box()
    become(os.path.join(PROGRAMS, "move-app"), *request["args"])


def on_the_box():
    if not ON_BOX:
        raise RefusedError("this machine has no backup bucket: pg_dump in the container of PostgreSQL copies a database")


def status(_):
    return box_status.print_status()


def history(request):
    if request["app"]:
        app_of(request["app"])
    return box_status.print_history(request["app"], request["lines"])


ACTIONS = {
    "exec": execute,
    "psql": psql,
    "redis": redis,
    "logs": logs,
    "status": status,
    "history": history,
    "restart": box_changes.restart,
    "rollback": box_changes.rollback,
    "backup": backup,
    "restore": restore,
    "move-app": move_app,
}


def carry_out(request):
    # As for any program of a shell: an interrupt ends it without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return ACTIONS[request["command"]](request)
