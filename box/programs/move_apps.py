"""The containers of apps with a database: stopped for the move, and started again where the data is then."""
import concurrent.futures
import contextlib
import os
import subprocess

import box_place
import upstream
from container import Container
from move_container import PROGRAMS, RUN, MoveFailed


def running(apps):
    """Container -> service of what has to stop."""
    services = {app["app"] for app in apps}
    found = [container for container in box_place.containers() if container["State"]["Running"]]
    named = {container["Name"].lstrip("/"): box_place.service_of(container) for container in found}
    return {name: service for name, service in sorted(named.items()) if service in services}


def end_migrations():
    """Those that a killed run left at work: they write, too."""
    labels = [f"label=com.docker.compose.{label}" for label in (f"project={box_place.PROJECT}", "oneoff=True")]
    found = box_place.docker("ps", "--quiet", "--filter", labels[0], "--filter", labels[1]).split()
    if found:
        box_place.docker("stop", *found)


def stop(containers):
    """Requests wait in Caddy; those on their way are answered. Each gets its own stopSeconds to end what it does."""
    end_migrations()
    if box_place.ON_BOX and containers:
        for service in containers.values():
            upstream.hold(service)
        with concurrent.futures.ThreadPoolExecutor(len(containers)) as pool:
            list(pool.map(drain, containers))
    if containers:
        box_place.docker("stop", *containers)


def drain(name):
    Container(name).drain()


def start(containers):
    """As they were. Services that cannot be started: the box's timer applies their version anew, as it does without a result."""
    down = []
    for name, service in containers.items():
        if subprocess.run(("docker", "start", name), capture_output=True, check=False).returncode != 0:
            down.append(service)
        elif box_place.ON_BOX:
            container = Container(name)
            if container.port is not None:
                upstream.point(service, container.name, container.port)
    if down and box_place.ON_BOX:
        with contextlib.suppress(FileNotFoundError):
            os.remove(os.path.join(RUN, "result.json"))
    return down


def start_on_new_home(containers):
    """The versions that ran, in containers that know the new address: `fetch` takes it from the record of the data home. Raises
    with what does not run. What a killed run started already stays."""
    if not box_place.ON_BOX:
        start(containers)
        return
    for name, service in containers.items():
        if not is_running(name):
            subprocess.run(("docker", "rm", "--force", name), capture_output=True, check=False)
    environment = {**os.environ, "folder": box_place.FOLDER, "LADDER_LOCKED": "1"}
    run("load-version", environment=environment)
    missing = sorted(set(containers.values()) - running_services())
    if missing:
        run("roll", "--renew", *missing, environment=environment)


def is_running(name):
    found = subprocess.run(("docker", "inspect", "--format", "{{.State.Running}}", name), capture_output=True, text=True, check=False)
    return found.stdout.strip() == "true"


def running_services():
    return {box_place.service_of(container) for container in box_place.containers() if container["State"]["Running"]}


def run(program, *arguments, environment):
    command = (os.path.join(PROGRAMS, program), *arguments)
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise MoveFailed(f"the databases are moved, but not all apps run: {'; '.join(done.stdout.splitlines()) or reason()}")


def reason():
    """What a program of the version said last."""
    try:
        with open(os.path.join(RUN, "reason"), encoding="utf-8") as file:
            return file.read().strip()
    except FileNotFoundError:
        return "see journalctl on the box"
