"""The container with PostgreSQL's clients, from which a move reaches both servers. Where they are on the same system, which
LADDER_CLIENTS=here says (box/programs/managed-dumps), there is no such container."""
import os
import time

import box_place
import limits
from move_shell import Shell

RUN = os.environ.get("LADDER_RUN", "/run/ladder")
CONTAINER = f"{box_place.PROJECT}-move"
SOCKETS = os.path.join(RUN, "move", "sockets")
HERE = os.environ.get("LADDER_CLIENTS") == "here"
PASSWORDS = os.path.join(box_place.SECRETS, "move.pgpass")
PROGRAMS = os.path.dirname(os.path.realpath(__file__))
# Of the official image; see the Compose file.
DATA_USER = 999
# Two pg_dump, two pg_restore and their descriptions of a database; see bench/move.ts.
MEMORY = "192m"
# Shells in the container, and those of them that wait for a command.
shells, idle = set(), []
# How often it was taken away: what fails after that says nothing about a server.
removals = [0]


class MoveFailed(Exception):
    """A sentence for the user: why the move does not go on."""


def client(*command):
    """The command that runs one where PostgreSQL's clients are."""
    return command if HERE else ("docker", "exec", "--interactive", CONTAINER, *command)


def has_clients(box):
    """A box that never had a server of its own has none."""
    return HERE or "postgres" in box["dataServices"]


def start():
    """In the network of the box's PostgreSQL, which both servers are reached from; again when that was started anew meanwhile.
    Returns its image."""
    deadline = time.monotonic() + limits.START
    while True:
        remove()
        serving = serving_container(deadline)
        run(serving["Config"]["Image"], f"container:{serving['Id']}")
        if answers(serving, deadline):
            return serving["Config"]["Image"]


def start_alone(image):
    """In the network of the machine itself: RDS is reached from there also when the box's PostgreSQL cannot start."""
    remove()
    run(image, "host")


def serving_container(deadline):
    """One that has just ended is started again by Docker."""
    while True:
        found = box_place.container_of("postgres")
        if found["State"]["Running"]:
            return found
        if time.monotonic() > deadline:
            raise MoveFailed(f"PostgreSQL on the box is {found['State']['Status']}: npm run box -- logs postgres")
        time.sleep(0.5)


def write_passwords():
    folder = os.path.join(RUN, "move")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    passwords = os.path.join(folder, "pgpass")
    with open(PASSWORDS, encoding="utf-8") as file, open(
        os.open(f"{passwords}.new", os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as copy:
        copy.write(file.read())
    os.makedirs(SOCKETS, mode=0o700, exist_ok=True)
    for path in (SOCKETS, f"{passwords}.new"):
        os.chown(path, DATA_USER, DATA_USER)
    os.rename(f"{passwords}.new", passwords)


def run(image, network):
    """A refusal, when the network's owner ended in this moment, shows in that nothing answers."""
    write_passwords()
    box_place.did(
        *("run", "--detach", "--name", CONTAINER, "--label", f"ladder-move={box_place.PROJECT}"),
        *("--network", network, "--user", f"{DATA_USER}:{DATA_USER}", "--cap-drop", "ALL"),
        *("--security-opt", "no-new-privileges:true", "--memory", MEMORY, "--memory-swap", MEMORY),
        *("--tmpfs", f"/exchange:uid={DATA_USER},mode=0700", "--env", "PGPASSFILE=/run/pgpass", "--stop-signal", "SIGKILL"),
        *("--volume", f"{RUN}/move/pgpass:/run/pgpass:ro", "--volume", f"{PROGRAMS}:/programs:ro"),
        # Of a server without a network; see point_server.py.
        *("--volume", f"{SOCKETS}:/sockets"),
        *("--entrypoint", "sleep", image, "infinity"),
    )


def answers(serving, deadline):
    """After a power cut it reads its log first. False when it is another one by now."""
    while in_container("pg_isready", "-q", "-h", "postgres")[0] != 0:
        found = box_place.container_of("postgres")
        if not found["State"]["Running"] or found["State"]["StartedAt"] != serving["State"]["StartedAt"]:
            return False
        if time.monotonic() > deadline:
            raise MoveFailed("PostgreSQL on the box does not answer: npm run box -- logs postgres")
        time.sleep(0.5)
    return True


def remove():
    """With everything that runs inside, also what a killed move left at work. Whoever waits for it here goes on, also when Docker
    does not answer."""
    removals[0] += 1
    idle.clear()
    while shells:
        shells.pop().kill()
    if not HERE:
        box_place.did("rm", "--force", "--volumes", CONTAINER)


def in_container(*command, each=lambda line: None, seconds=limits.DOCKER):
    """The command's status and what it said. One that is interrupted keeps its shell until the container goes. `seconds` is None
    for what takes as long as there is data: a Watch ends it."""
    try:
        shell = idle.pop()
    except IndexError:
        shell = Shell(client("bash", "--noprofile", "--norc"))
        shells.add(shell)
    answer = shell.run(command, each, seconds)
    if shell.alive:
        idle.append(shell)
    else:
        shells.discard(shell)
    return answer
