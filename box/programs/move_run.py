"""One move, step by step. Every step may be repeated after a kill; the record says which was the last to begin."""
import concurrent.futures
import functools
import json
import os
import sys
import threading

import box_place
import data_home
import database_logins
import move_apps
import move_container
import move_copy
import move_fence
import move_place
import move_preflight
import move_publish
import secret_files
from move_container import MoveFailed, in_container
from move_record import PROGRESS, Record
from move_together import Together
from move_watch import Watch


# By the names that pg_restore shows; with indexes, whose making takes its time as well.
TABLE_SIZES = """select nspname || '.' || relname, pg_total_relation_size(c.oid) from pg_class c
join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'm')"""


def say(sentence):
    print(f"move: {sentence}", file=sys.stderr, flush=True)


def apps_with_database():
    return [
        {
            "app": app["name"],
            "name": app["database"]["name"],
            "role": app["database"]["role"],
            "login": database_logins.login_of(app["database"]),
        }
        for app in secret_files.owners_of_databases(box_place.document())
    ]


class Move:
    def __init__(self, record):
        self.record = record
        found = move_place.servers()
        for name in (record.source, record.to):
            if name not in found:
                raise MoveFailed(f"this version knows no {name}: run pulumi up with the tier that needs it")
        self.source, self.target = found[record.source], found[record.to]
        known = record.content.get("databases")
        # What a run began with is what it ends with, whatever a later version says.
        self.apps = known or apps_with_database()
        self.tables, self.sizes, self.one_at_a_time = {}, {}, threading.Lock()
        self.alone = False

    def reach(self):
        """Both servers. Where nothing is more urgent than to let apps in on RDS it alone: the box's own may be what is broken."""
        if self.opens() != "rds":
            self.reach_both()
            return
        self.close()
        known = self.record.content.get("image")
        move_container.start_alone(known or box_place.container_of("postgres")["Config"]["Image"])
        self.alone = True

    def opens(self):
        """The place that apps wait for; None while a move may still go either way."""
        if self.record.committed:
            return self.record.to
        return self.record.source if self.record.phase == "undoing" else None

    def reach_both(self):
        self.close()
        self.record.content["image"] = move_container.start()
        self.alone = False

    def close(self):
        """What has failed may have taken the sessions with it."""
        for server in (self.source, self.target):
            server.close()

    def end_left_sessions(self):
        """Of a run that was killed."""
        for server in (self.source, self.target):
            move_fence.end_own_sessions(server)

    def preflight(self):
        say(f"checking {self.source.title} and {self.target.title}")
        self.record.save("preflight")
        with Watch(self.source, self.target):
            forms = move_preflight.check(self.source, self.target, self.apps, self.record)
        total = sum(form["bytes"] for form in forms.values())
        say(f"{len(forms)} database(s), {total >> 20} MB: nothing stands in the way")
        self.record.save(databases=[{**app, "form": forms[app["name"]]} for app in self.apps])
        self.apps = self.record.databases

    def fence(self):
        """What could write on either side stops; the target's apps are not there yet, or are the ones that fail over."""
        if self.record.phase == "preflight":
            roles = move_fence.login_roles(self.source, self.apps)
            self.record.save("fencing", roles=roles, containers=move_apps.running(self.apps))
            # While everything serves still.
            for app in self.apps:
                move_copy.make_database(self.target, app, self.record, app["form"])
            self.sizes = self.table_sizes()
        say("stopping the apps with a database")
        move_apps.stop(self.record.containers)
        move_fence.close_target(self.target, self.apps, self.record)
        move_fence.close_roles(self.source, dict.fromkeys(self.record.roles, self.record.mark("source")))
        move_fence.end_sessions((self.source, self.target), self.apps)
        move_fence.refuse_prepared(self.source, self.apps)
        for app in self.apps:
            move_fence.write_canary(self.source, app, self.record.run)
        self.record.save("copying")

    def copy(self):
        self.record.save("copying")
        forms = {app["name"]: app["form"] for app in self.apps}
        self.sizes = self.sizes or self.table_sizes()
        with Watch(self.source, self.target):
            move_copy.Copying(self.source, self.target, self.record, forms, self.progress).run(self.apps)
        self.record.save("verifying")

    def table_sizes(self):
        return {app["name"]: dict(self.source.ask(TABLE_SIZES, app["name"])) for app in self.apps}

    def progress(self, database, table):
        """A table that begins, or None when the copy is whole."""
        with self.one_at_a_time:
            seen = self.tables.setdefault(database, {"tables": 0, "bytes": 0, "copied": False})
            seen["bytes"] += int(self.sizes[database].get(seen.get("at"), 0))
            seen.update({"copied": True} if table is None else {"tables": seen["tables"] + 1, "at": table})
            say(f"{database}: copied, now comparing" if table is None else f"{database}: copying {table}")
            with open(f"{PROGRESS}.new", "w", encoding="utf-8") as file:
                json.dump(self.tables, file)
            os.rename(f"{PROGRESS}.new", PROGRESS)

    def is_published(self):
        return self.record.phase == "publishing" and move_publish.is_published(self.target, self.apps, self.record)

    def describe(self):
        """Anew, when the process that verifies is not the one that copied."""
        with Watch(self.source, self.target):
            for app in self.apps:
                move_copy.describe(self.source, app["name"], app, "source")
                move_copy.describe(self.target, self.record.copy_of(app["name"]), app, "target")

    def verify(self):
        for app in self.apps:
            move_copy.verify(self.target, app, self.record)
        say(f"{len(self.apps)} database(s) are the same on {self.target.title}")
        self.record.save("publishing")

    def publish(self):
        """The box's record is the moment from which the move is not undone."""
        comment_of_source = functools.partial(move_publish.comment_of, self.source)
        move_publish.publish(self.target, self.apps, self.record, comment_of_source)
        data_home.write(self.record.to)
        self.record.save("opening")

    def finish(self):
        # Once more: a run that was killed may have left it where a power cut still takes it away.
        data_home.write(self.record.to)
        move_publish.open_target(self.target, self.apps)
        say(f"the data is on {self.target.title}; starting the apps there")
        # Starting takes longer; what is not analysed by then plans its first queries without.
        self.analysing = concurrent.futures.ThreadPoolExecutor(1).submit(self.analyse)

    def analyse(self):
        """While the apps start."""
        with Watch(self.target):
            Together().run([functools.partial(self.analyse_one, app["name"]) for app in self.apps])

    def analyse_one(self, name):
        status, said = in_container("psql", "-Xqc", "analyze", "-d", self.target.at(name), seconds=None)
        if status != 0:
            raise MoveFailed(f"{name} could not be analysed on {self.target.title}: {move_place.first_error(said)}")

    def end(self):
        """Apps run: what the copies took the place of goes, the source stays as it is, closed."""
        try:
            self.analysing.result()
        except MoveFailed as error:
            say(f"{error}; autovacuum will do it")
        if self.alone:
            self.reach_both()
        move_publish.mark_left(self.source, self.record.roles, self.record)
        move_publish.drop_aside(self.target)
        move_container.remove()
        self.record.save("done", error="")

    def undo(self, reason):
        """The source serves as before, first of all. What is left on the target is known by its marker, should it not answer.
        Returns the services that did not start again."""
        self.record.try_save("undoing", error=reason)
        self.reach()
        move_fence.end_own_sessions(self.source)
        down = []
        if "roles" in self.record.content:
            move_fence.open_roles(self.source, self.record.roles)
            down = move_apps.start(self.record.containers)
            self.remove_canaries()
        try:
            if self.alone:
                self.reach_both()
            move_fence.end_own_sessions(self.target)
            move_publish.drop_aside(self.target)
        except (MoveFailed, box_place.RefusedError) as error:
            say(f"the unfinished copy stays on {self.target.title} until the next move: {error}")
        move_container.remove()
        self.record.try_save("undone")
        return down

    def remove_canaries(self):
        """One that cannot go is the next move's: nobody waits for it."""
        for app in self.apps:
            try:
                move_fence.remove_canary(self.source, app["name"])
            except MoveFailed as error:
                say(f"the schema {move_fence.CANARY} stays in {app['name']}: {error}")


def new_record(target):
    box = box_place.document()
    if "dataHome" not in box:
        raise MoveFailed("no app of this stack has a database")
    source = data_home.current(box)
    if target not in box["dataHome"]["reachable"]:
        raise MoveFailed(f"this version does not know {target}: run pulumi up with the tier that needs it")
    return None if source == target else Record.begin(source, target)
