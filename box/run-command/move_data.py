"""Starts the move of the databases to a home, or looks how far it is, and prints one line of JSON. Usage: move_data.py
begin|look box|rds|stay

`begin` starts what is not at work already; `look` only looks. The move runs in a unit of its own and goes on when this program,
the agent or `pulumi up` ends. Comes over Run Command after `masked` of masking.py: what is printed is kept in AWS's history.
"""
import json
import subprocess
import sys

MOVE = "/opt/ladder/current/programs/move"
UNIT = "ladder-move.service"
AT_REST = (None, "done", "undone", "preflight")
SENTENCE_ROOM = 1000
DATABASES_ROOM = 12000
# A move to the other place that was interrupted ends before this one begins.
BOTH = ("/bin/sh", "-c", '"$0" recover && exec "$0" "$@"', MOVE)


def run(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False)


def status():
    """Where the data is, and how far a move is; empty when the box cannot tell."""
    try:
        return json.loads(run(MOVE, "status", "--json").stdout)
    except ValueError:
        return {}


def unit():
    """Whether the move is at work, and how the last one ended."""
    shown = run("systemctl", "show", "--property", "SubState,ExecMainStatus", UNIT).stdout
    found = dict(line.split("=", 1) for line in shown.splitlines() if "=" in line)
    return found.get("SubState") == "running", int(found.get("ExecMainStatus") or 0)


def is_there(found, want):
    return found.get("phase") in AT_REST and want in ("stay", found.get("dataHome"))


def start(want, found):
    run("systemctl", "stop", UNIT)
    run("systemctl", "reset-failed", UNIT)
    other = found.get("phase") not in AT_REST and found.get("to") != want
    command = BOTH if other else (MOVE,)
    return run("systemd-run", "--quiet", f"--unit={UNIT}", "--property=RemainAfterExit=yes", *command, "to", want).stderr


def said():
    """The move's last sentence."""
    lines = run("journalctl", "--quiet", "--lines", "5", "--output", "cat", f"_SYSTEMD_UNIT={UNIT}").stdout.splitlines()
    own = [line.removeprefix("move: ") for line in lines if line.strip()]
    return masked(own[-1])[:SENTENCE_ROOM] if own else ""


def fitting(databases):
    room, kept = DATABASES_ROOM, []
    for database in databases:
        room -= len(json.dumps(database))
        if room > 0:
            kept.append(database)
    return kept


def main(action, want):
    found, failure = status(), ""
    if found.get("mounted") is False:
        # No answer: who asked asks again.
        sys.exit("the box is starting, its data volume is not mounted yet")
    running, code = unit()
    if action == "begin" and want != "stay" and not running and not is_there(found, want):
        failure = start(want, found)
        running, code = unit()
        found = status()
    if running and found.get("phase") in ("done", "undone"):
        # Of the move before: the one that has just begun has not written a word yet.
        found = {"dataHome": found.get("dataHome")}
    answer = {
        "running": running,
        "code": code,
        "home": found.get("dataHome"),
        "phase": found.get("phase"),
        "there": not running and is_there(found, want),
        "said": masked(failure.strip())[:SENTENCE_ROOM] or said(),
        "databases": fitting(found.get("databases", [])),
        "remainingSeconds": found.get("remainingSeconds"),
    }
    print(json.dumps(answer))


main(*sys.argv[1:])
