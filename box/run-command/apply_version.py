"""Makes the box apply a version now and prints what came of it, as one line of JSON. Usage: apply_version.py VERSION

Comes over Run Command, so it works on boxes of any age, and may come again at any moment. Applying is left to the
box's own unit: it goes on when this program, the agent or `pulumi up` ends. What is printed is kept in AWS's history
and shown by Pulumi, so the values of all secrets that the box knows are masked (by `masked` of masking.py, which is sent
before this text).
"""
import json
import os
import subprocess
import sys

RESULT = "/run/ladder/result.json"
UNITS = ("ladder-update.service", "ladder-prepare.service")
BUSY = "75"
LOG_LINES = 15
# Run Command keeps the first 24,000 characters.
STATES_ROOM = 16000
SENTENCE_ROOM = 1000
LOG_ROOM = 3000
ROLLED_BACK_ROOM = 3000


def run(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False)


def result():
    """What the box applied last since it started; empty before."""
    try:
        with open(RESULT, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def forget_failure(version):
    """The box waits ten minutes before it tries a failed version again, unless there is no result."""
    last = result()
    if last.get("version") == version and not last["ok"]:
        os.remove(RESULT)


def apply(version):
    """What was printed when the unit could not start. A run at work is waited for; it may have an older bundle."""
    said = ""
    for _ in range(2):
        said = run("systemctl", "start", UNITS[0]).stderr.strip()
        if result().get("version") == version:
            break
    return said


def log():
    matches = [word for unit in UNITS for word in ("+", f"_SYSTEMD_UNIT={unit}")][1:]
    return run("journalctl", "--quiet", "--lines", str(LOG_LINES), "--output", "cat", *matches).stdout.splitlines()


def reason(said, lines):
    """Why the wanted version is not the last one applied."""
    if run("systemctl", "show", "--property", "ExecMainStatus", "--value", UNITS[0]).stdout.strip() == BUSY:
        return "another run was at work on the box"
    return (lines or said.splitlines() or ["its update ended without a result"])[-1]


def fitting(states):
    """All states if there is room, else those of the apps that are not well first."""
    return first(sorted(states.items(), key=lambda item: item[1] in ("healthy", "running", "static")), STATES_ROOM)


def first(items, room):
    kept = {}
    for key, value in items:
        room -= len(json.dumps({key: value}))
        if room > 0:
            kept[key] = value
    return kept


def shortened(text, room, drop):
    """Its JSON counts: a letter takes up to twelve characters there."""
    while len(json.dumps(text)) > room:
        text = drop(text)
    return text


def database_bytes():
    """Of what people made on the box's PostgreSQL; None when it does not answer."""
    labels = [f"--filter=label=com.docker.compose.{label}" for label in ("project=ladder", "service=postgres")]
    sizes = "select sum(pg_database_size(oid)) from pg_database where datname !~ '^(postgres|template[01])$|^ladder_'"
    for container in run("docker", "ps", "--quiet", *labels).stdout.split()[:1]:
        said = run("docker", "exec", container, "psql", "-XAtU", "postgres", "-c", sizes).stdout.strip()
        if said.isdigit():
            return int(said)
    return None


def main(version):
    forget_failure(version)
    last, said = result(), ""
    if last.get("version") != version:
        said = apply(version)
        last = result()
    answer = {"version": last.get("version", ""), "ok": last.get("ok", False), "states": fitting(last.get("apps", {}))}
    size = database_bytes()
    if size is not None:
        answer["databaseBytes"] = size
    if last.get("rolledBack"):
        answer["rolledBack"] = first(last["rolledBack"].items(), ROLLED_BACK_ROOM)
    if answer["version"] != version or not answer["ok"]:
        lines = log()
        sentence = last["error"] if answer["version"] == version else reason(said, lines)
        answer["error"] = shortened(masked(sentence), SENTENCE_ROOM, lambda text: text[:-100])
        answer["log"] = shortened(masked("\n".join(lines)), LOG_ROOM, lambda text: text[100:])
    print(json.dumps(answer))


main(sys.argv[1])
