"""Which base backup and which part of the log bring a moment back, or the sentence that says why none do."""
import box_place
import data_home
import move_place
import point_store
import wal_record
from move_container import MoveFailed


def is_kept():
    """Whether anything can be gone back to by the second. Where it was turned off, the box may not read what there was."""
    return "pointInTime" in box_place.document()


def choose(store, moment):
    """The base backup and the names of the segments."""
    record = wal_record.load()
    for line in point_store.lines(store):
        for base in reversed(line.bases()):
            log = line.log_of(base)
            until = point_store.last_moment(line, log, record)
            if base["time"] <= moment and until is not None and moment <= until:
                return base, log
    raise MoveFailed(refusal(moment, point_store.windows(store, record)))


def newest(store):
    """The newest base backup with all of its log, and the last moment that is known to be in it; None when there is none."""
    windows = point_store.windows(store, wal_record.load())
    return (*choose(store, windows[-1]["until"]), windows[-1]["until"]) if windows else None


def refusal(moment, windows):
    if data_home.current(box_place.document()) == "rds":
        return f"at {moment} the databases were not on this box; {on_rds(moment)}"
    if not windows:
        return "there is no whole base backup yet to go back from: npm run box -- backup makes one; --backup takes a nightly one"
    known = ", or ".join(f"from {one['from']} to {one['until']}" for one in windows)
    return f"{moment} cannot be brought back: any second {known} can; --backup takes a nightly one as it is"


def on_rds(moment):
    """RDS keeps the log of its databases itself."""
    instance = move_place.values()["RDS_HOST"].partition(".")[0]
    return (
        "RDS brings back any second itself, into a new instance: aws rds restore-db-instance-to-point-in-time "
        f"--source-db-instance-identifier {instance} --target-db-instance-identifier {instance}-restored --restore-time {moment}"
    )
