"""What the box's PostgreSQL says of itself, asked over its socket."""
import box_place
import wal_names
from move_container import MoveFailed

# The statement's time is taken before its snapshot, and the position after it: whatever was committed by that time is before the
# position, and no transaction that the snapshot does not show had ended.
MOMENT = """select to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
pg_snapshot_xmin(pg_current_snapshot()), pg_snapshot_xmax(pg_current_snapshot()), pg_current_wal_insert_lsn(),
(select system_identifier from pg_control_system()), (select timeline_id from pg_control_checkpoint()),
current_setting('server_version_num')::int / 10000, current_setting('archive_mode')"""


def ask():
    """The server, and this moment. Raises while it does not answer."""
    container = box_place.container_of("postgres")
    psql = ("psql", "--no-psqlrc", "--no-align", "--tuples-only", "--username", "postgres", "--command", MOMENT)
    time, xmin, xmax, position, system, timeline, major, mode = box_place.docker("exec", container["Id"], *psql).strip().split("|")
    if mode != "on":
        raise MoveFailed("PostgreSQL keeps no log for point-in-time recovery yet: pulumi up starts it anew")
    moment = {"time": time, "position": wal_names.written_until(wal_names.position_of(position)), "xmin": int(xmin), "xmax": int(xmax)}
    return {"system": system, "timeline": int(timeline), "major": int(major)}, moment
