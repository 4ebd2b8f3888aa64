"""One program at a time changes the box; see lock in common.sh, whose file this is."""
import fcntl
import os
import sys

import box_place
from move_container import RUN


def take(arguments):
    """On the box with all that this version needs in place, as `exclusively` does it: the program is run anew by it."""
    if "LADDER_LOCKED" in os.environ:
        return
    if box_place.ON_BOX:
        # Of the version that was applied last, as its apps are started again.
        folder = box_place.newest_folder()
        programs = os.path.join(folder, "programs")
        os.environ["folder"] = folder
        program = os.path.join(programs, os.path.basename(arguments[0]))
        os.execv(os.path.join(programs, "exclusively"), ["exclusively", program, *arguments[1:]])
    os.makedirs(RUN, mode=0o700, exist_ok=True)
    # Kept open until this process ends, and inherited by nothing.
    take.lock = open(os.path.join(RUN, "lock"), "a", encoding="utf-8")
    try:
        fcntl.flock(take.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("another run is at work; nothing was changed", file=sys.stderr)
        sys.exit(75)
