"""Ends a copy, a description or an analysis of which nothing comes any more: it takes as long as there is data, so that only what
happens tells whether it will ever end."""
import threading

import limits
import move_container
from move_container import MoveFailed

# Whether a session works: it does while it waits for a disk, not while it waits for its client or a lock. And what changes when
# one gets on by and by: every statement, and the bytes of a table.
SESSIONS = """select coalesce(bool_or(state = 'active' and coalesce(wait_event_type, '') not in ('Client', 'Lock')), false),
string_agg(concat_ws(' ', a.pid, state_change, wait_event, bytes_processed), ',' order by a.pid)
from pg_stat_activity a left join pg_stat_progress_copy using (pid)
where application_name = 'ladder-move' and usename = current_user and a.pid <> pg_backend_pid()"""


class Watch:
    """Around steps that may take long; raises in the place of their own failure when it has ended them."""

    def __init__(self, *servers):
        self.servers, self.over, self.reason, self.seen = servers, threading.Event(), None, None
        self.removals = move_container.removals[0]
        self.thread = threading.Thread(target=self.look, daemon=True)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, kind, error, trace):
        self.over.set()
        self.thread.join()
        if self.reason and (error is None or isinstance(error, Exception)):
            raise MoveFailed(self.reason) from error

    def look(self):
        still = 0
        while not self.over.wait(limits.LOOK):
            try:
                still = 0 if self.gets_on() else still + 1
            except MoveFailed as error:
                if self.removals == move_container.removals[0]:
                    self.end(str(error))
                return
            if still * limits.LOOK >= limits.STANDSTILL:
                names = " and ".join(server.title for server in self.servers)
                self.end(f"nothing has happened for {limits.STANDSTILL} seconds: see pg_stat_activity on {names}")
                return

    def gets_on(self):
        """Whether anything happened since the last look."""
        answered = [server.answered for server in self.servers]
        found = [server.ask(SESSIONS)[0] for server in self.servers]
        now = [(*row, count) for row, count in zip(found, answered)]
        before, self.seen = self.seen, [(*row, server.answered) for row, server in zip(found, self.servers)]
        return any(row[0] == "t" for row in found) or now != before

    def end(self, reason):
        self.reason = reason
        move_container.remove()
