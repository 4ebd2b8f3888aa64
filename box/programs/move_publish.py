"""The end of a move: all copies get their names at once, then the box's record says where the data is, then the roles open."""
import re
import time

import limits
import move_fence
from move_container import MoveFailed
from move_place import ServerError, identifier, literal

# A server with 16 GB of changed pages writes them to the slowest gp3 volume, 125 MB/s, in two minutes.
PATIENCE = 600
# PostgreSQL itself waits five seconds for a session to go.
RENAMING = 30


def comment_of(source, name):
    return source.one("select shobj_description(oid, 'pg_database') from pg_database where datname = :'name'", name=name)


def publish(target, apps, record, comment_of_source):
    """One transaction. What was there under these names is put aside, to be dropped when apps run on the copies."""
    if is_published(target, apps, record):
        return
    there = {row[0] for row in target.ask("select datname from pg_database")}
    lines = ["begin;"]
    for app in apps:
        name, copy = app["name"], record.copy_of(app["name"])
        comment = comment_of_source(name)
        if name in there:
            lines.append(f"alter database {identifier(name)} rename to {identifier(record.aside_of(name))};")
        lines.append(f"alter database {identifier(copy)} rename to {identifier(name)};")
        lines.append(f"comment on database {identifier(name)} is {literal(comment) if comment else 'null'};")
        lines.append(f"comment on role {identifier(app['role'])} is {literal(record.mark('copied'))};")
    renamed(target, "\n".join([*lines, "commit;"]), [name for app in apps for name in (app["name"], record.copy_of(app["name"]))])


def renamed(target, statements, names, patience=RENAMING):
    """A session that has just come, of a person or a monitor, keeps a database from being renamed; in seconds how long."""
    deadline = time.monotonic() + patience
    while True:
        try:
            target.ask(statements)
            return
        except ServerError as error:
            if "being accessed by other users" not in str(error) or time.monotonic() > deadline:
                raise
            target.ask(move_fence.END_SESSIONS, databases=move_fence.joined(names))


def open_target(target, apps):
    for app in apps:
        move_fence.remove_canary(target, app["name"])
    names = move_fence.joined(app["name"] for app in apps)
    own = {role: "" for app in apps for role in move_fence.both_roles(app)}
    # People's, which were closed when the data left.
    others = {role: comment for role, comment in target.ask(move_fence.LEFT, databases=names)}
    move_fence.open_roles(target, {**others, **own})


def mark_left(source, roles, record):
    """What stays behind is known as a copy when the data comes back; the roles then say again what they said."""
    marks = {role: record.mark("left", move_fence.own_comment(comment)) for role, comment in roles.items()}
    move_fence.close_roles(source, marks)


def is_published(target, apps, record):
    """Whether a run that was killed got that far."""
    there = {row[0] for row in target.ask("select datname from pg_database")}
    marks = move_fence.login_roles(target, apps)
    return all(record.copy_of(app["name"]) not in there and marks[app["role"]] == record.mark("copied") for app in apps)


def drop_copies(target):
    """What runs that were killed left unfinished."""
    drop(target, "^ladder_move_")


def drop_aside(target):
    """What published copies took the place of, too."""
    drop(target, "^ladder_(move|old)_")


def drop(target, pattern):
    names = "select datname from pg_database where datname ~ :'pattern' and pg_has_role(datdba, 'USAGE')"
    for (name,) in target.ask(names, pattern=pattern):
        drop_database(target, name)


def drop_database(target, name):
    """Before it drops one a server writes what has changed in all of its databases, and it waits while one of its sessions waits for
    a client that is gone, which it finds out in half a minute. And it waits no more than five seconds for sessions that it has
    told to end."""
    statement = f"drop database if exists {identifier(name)} with (force)"
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            target.ask_within(
                PATIENCE + limits.QUESTION,
                f"set client_min_messages = warning; set statement_timeout = '{PATIENCE}s'; {statement}; reset statement_timeout",
            )
            return
        except ServerError as error:
            if not re.search("statement timeout|lock timeout|being accessed by other users", str(error)):
                raise
            if time.monotonic() > deadline:
                raise MoveFailed(f"{target.title} cannot drop {name} ({error}): find in pg_stat_activity what it waits for") from None
