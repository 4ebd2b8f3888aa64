"""Shows what a container said last, before it goes; values of secrets are masked."""
import subprocess
import sys

from masking import masked

LINES = "20"


def show(app, container):
    found = subprocess.run(
        ["docker", "logs", "--tail", LINES, container.id],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    for line in masked(found.stdout).splitlines():
        print(f"{app}: {line}", file=sys.stderr)
