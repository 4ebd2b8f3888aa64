"""The containers of apps with a database: stopped for the move, and started again where the data is then."""
import os
import subprocess

import box_place
from move_place import PROGRAMS, RUN, MoveFailed


def running(apps):
    """Names of the containers that have to stop: the apps' own, and migrations that a killed run left at work."""
    services, label = {app["app"] for app in apps}, "label=com.docker.compose.project=" + box_place.PROJECT
    ids = box_place.docker("ps", "--quiet", "--no-trunc", "--filter", label).split()
    return sorted(
        container["Name"].lstrip("/") for container in box_place.inspect(ids) if box_place.service_of(container) in services
    )


def stop(containers):
    """Each gets its own stopSeconds to end what it does."""
    if containers:
        box_place.docker("stop", *containers)


def start(containers):
    """As they were; one that cannot be started is the next apply's business."""
    for container in containers:
        subprocess.run(("docker", "start", container), capture_output=True, check=False)


def start_on_new_home(containers):
    """With the new DATABASE_URL: `apply` gets it from the record of the data home. Raises with what does not run."""
    if not box_place.ON_BOX:
        start(containers)
        return
    for container in containers:
        subprocess.run(("docker", "rm", "--force", container), capture_output=True, check=False)
    command = (os.path.join(PROGRAMS, "apply"), box_place.FOLDER)
    done = subprocess.run(command, env={**os.environ, "LADDER_MOVING": "1"}, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        with open(os.path.join(RUN, "reason"), encoding="utf-8") as file:
            raise MoveFailed(f"the databases are moved, but not all apps run: {file.read().strip()}")
