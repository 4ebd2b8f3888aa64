"""One run of managed-dumps: alone among the stack's tasks, with what it did written down in the bucket."""
import json
import os
import subprocess

import backup_run
import backup_state
import box_place
import dumps_report
import move_container
from move_container import PROGRAMS, MoveFailed

BUSY = 75
# Any number, the same in every task; functions/make-databases has another.
LOCK = 4_815_162_343


def carry_out(wanted, nightly, say):
    """`wanted`: programs with their arguments. Returns the first exit code that is not 0."""
    server = None
    try:
        server = backup_run.open_server()
        # Ends with this session, and with this task.
        if server.one(f"select pg_try_advisory_lock({LOCK})") != "t":
            say("another task is at work; nothing was changed")
            return BUSY
        return run_all(wanted, nightly, say)
    except (MoveFailed, box_place.RefusedError, OSError) as error:
        say(error)
        return 1
    finally:
        if server:
            server.close()
        move_container.remove()


def run_all(wanted, nightly, say):
    dumps_report.load()
    code = next((code for code in [run(command) for command in wanted] if code != 0), 0)
    if nightly:
        late = backup_state.drill_problem()
        dumps_report.tell(code == 0 and not late)
        if late:
            say(late)
    dumps_report.save()
    return code


def run(command):
    program, *arguments = command
    done = subprocess.run((os.path.join(PROGRAMS, program), *arguments), stdout=subprocess.PIPE, text=True, check=False)
    if done.stdout:
        answer(json.loads(done.stdout))
    return done.returncode


def answer(document):
    """A line each: what a task prints is cut into pieces by its log."""
    for kind, items in document.items():
        if not items:
            print(json.dumps({kind: []}), flush=True)
        for item in items:
            print(json.dumps({kind: [brief(item) if kind == "backups" else item]}), flush=True)


def brief(manifest):
    """What a list shows of a backup."""
    names = {kind: [{"name": part["name"]} for part in manifest[kind]] for kind in ("databases", "failed")}
    volumes = [{"path": part["path"]} for part in manifest["volumes"]]
    return {key: manifest[key] for key in ("id", "time", "bytes", "shrunk")} | names | {"volumes": volumes}
