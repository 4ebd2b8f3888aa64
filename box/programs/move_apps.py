"""The containers of apps with a database: stopped for the move, and started again where the data is then."""
import concurrent.futures
import contextlib
import os
import subprocess

import box_place
import docker_engine
import limits
import upstream
from container import Container
from move_container import HERE, PROGRAMS, RUN, MoveFailed


def running(apps):
    """Container -> service of what has to stop. Apps that no box runs lose their sessions instead, and begin new ones."""
    if HERE:
        return {}
    services = {app["app"] for app in apps}
    found = [container for container in box_place.containers() if container["State"]["Running"]]
    named = {container["Name"].lstrip("/"): box_place.service_of(container) for container in found}
    return {name: service for name, service in sorted(named.items()) if service in services}


def end_migrations():
    """Those that a killed run left at work: they write, too."""
    if HERE:
        return
    labels = [f"label=com.docker.compose.{label}" for label in (f"project={box_place.PROJECT}", "oneoff=True")]
    found = box_place.docker("ps", "--quiet", "--filter", labels[0], "--filter", labels[1]).split()
    if found:
        box_place.docker("stop", *found, seconds=limits.STOP)


def stop(containers):
    """Requests wait in Caddy; those on their way are answered. Each gets its own stopSeconds to end what it does."""
    end_migrations()
    if box_place.ON_BOX and containers:
        for service in containers.values():
            upstream.hold(service)
        with concurrent.futures.ThreadPoolExecutor(len(containers)) as pool:
            list(pool.map(drain, containers))
    if containers:
        box_place.docker("stop", *containers, seconds=limits.STOP)


def drain(name):
    Container(name).drain()


def start(containers):
    """As they were. Services that cannot be started: the box's timer applies their version anew, as it does without a result."""
    down = [service for name, service in containers.items() if not starts(name, service)]
    if down and box_place.ON_BOX:
        with contextlib.suppress(FileNotFoundError):
            os.remove(os.path.join(RUN, "result.json"))
    return down


def starts(name, service):
    """Whether the container runs, and gets the service's requests again."""
    if not box_place.did("start", name):
        return False
    if box_place.ON_BOX:
        try:
            container = Container(name)
        except docker_engine.DockerError:
            return False
        if container.port is not None:
            upstream.point(service, container.name, container.port)
    return True


def start_on_new_home(containers):
    """The versions that ran, in containers that know the new address: `fetch` takes it from the record of the data home. Raises
    with what does not run. What a killed run started already stays."""
    if not box_place.ON_BOX:
        start(containers)
        return
    for name, service in containers.items():
        if not is_running(name):
            box_place.did("rm", "--force", name)
    environment = {**os.environ, "folder": box_place.FOLDER, "LADDER_LOCKED": "1"}
    run("load-version", environment=environment, seconds=limits.VERSION)
    missing = sorted(set(containers.values()) - running_services())
    if missing:
        run("roll", "--renew", *missing, environment=environment, seconds=limits.APP * len(missing))


def is_running(name):
    try:
        return box_place.docker("inspect", "--format", "{{.State.Running}}", name).strip() == "true"
    except box_place.RefusedError:
        return False


def running_services():
    return {box_place.service_of(container) for container in box_place.containers() if container["State"]["Running"]}


def run(program, *arguments, environment, seconds):
    command = (os.path.join(PROGRAMS, program), *arguments)
    try:
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise MoveFailed(f"the databases are moved, but {program} did not end within {seconds} seconds") from None
    if done.returncode != 0:
        raise MoveFailed(f"the databases are moved, but not all apps run: {'; '.join(done.stdout.splitlines()) or reason()}")


def reason():
    """What a program of the version said last."""
    try:
        with open(os.path.join(RUN, "reason"), encoding="utf-8") as file:
            return file.read().strip()
    except FileNotFoundError:
        return "see journalctl on the box"
