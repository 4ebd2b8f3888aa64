"""One program at a time changes the box; see lock in common.sh, whose file this is."""
import fcntl
import os
import sys

import box_place
from move_place import PROGRAMS, RUN


def take(arguments):
    """On the box with all that this version needs in place, as `exclusively` does it."""
    if "LADDER_LOCKED" in os.environ:
        return
    if box_place.ON_BOX:
        os.environ["folder"] = box_place.FOLDER
        exclusively = os.path.join(PROGRAMS, "exclusively")
        os.execv(exclusively, [exclusively, *arguments])
    os.makedirs(RUN, mode=0o700, exist_ok=True)
    # Kept open until this process ends, and inherited by nothing.
    take.lock = open(os.path.join(RUN, "lock"), "a", encoding="utf-8")
    try:
        fcntl.flock(take.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("another run is at work; nothing was changed", file=sys.stderr)
        sys.exit(75)
