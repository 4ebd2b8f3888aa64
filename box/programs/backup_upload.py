"""A program's output, straight to the bucket."""
import subprocess
import tempfile

from backup_store import Counted
from move_container import MoveFailed


def upload(store, key, command, expected, problem, whole=(0,)):
    """Returns what was written. `problem` says what a program has failed at, by its own words; `whole` are the exit codes of one
    that has not."""
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors) as process:

            def finish():
                if process.wait() not in whole:
                    errors.seek(0)
                    raise MoveFailed(problem(errors.read().decode(errors="replace")))

            stream = Counted(process.stdout, finish)
            try:
                store.put(key, stream, expected)
            except BaseException:
                process.kill()
                raise
    return {"key": key, **stream.facts}


def first_line(said):
    return (said.strip().splitlines() or ["no answer"])[0]
