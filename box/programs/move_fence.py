"""The fence around databases: their roles may not log in, their sessions have ended, and a row written last proves that the
copy has everything. A comment on each role says which move fenced it; who makes roles leaves such a one as it is."""
import time

import database_logins
from move_container import MoveFailed
from move_place import ServerError, identifier, literal

CANARY = "ladder_move"
# Of a role whose database may be replaced: it was moved away from here, or its copy was never served.
COPIES = ("left", "copied")
PATIENCE = 60

# What RDS itself logs in as (psql's \du shows them); a person's role may be called rds_reports.
AWS_ROLES = "'rdsadmin', 'rdsrepladmin', 'rdstopmgr', 'rdsproxyadmin', 'rdswriteforwarduser'"

# Roles beside the apps' that may log in and connect; AWS's own and administrators are not stopped, and do not write.
MAY_CONNECT = "exists (select from unnest(string_to_array(:'databases', ',')) d where has_database_privilege(oid, d, 'CONNECT'))"
OTHERS = f"""select rolname, coalesce(shobj_description(oid, 'pg_authid'), '') from pg_roles
where (rolcanlogin and not rolsuper and rolname <> current_user and rolname !~ '^pg_' and rolname not in ({AWS_ROLES}) and {MAY_CONNECT})
  or rolname = any(string_to_array(:'roles', ','))"""

# Those that a move away has closed.
LEFT = f"""select rolname, shobj_description(oid, 'pg_authid') from pg_roles
where not rolcanlogin and shobj_description(oid, 'pg_authid') like 'ladder-move % left%' and {MAY_CONNECT}"""

# Counts all that could write, and ends those the administrator may act for; on the box everybody's.
END_SESSIONS = f"""select count(*), count(case when self.rolsuper or pg_has_role(usesysid, 'USAGE') then pg_terminate_backend(pid) end)
from pg_stat_activity join pg_roles r on r.oid = usesysid join pg_roles self on self.rolname = current_user
where datname = any(string_to_array(:'databases', ',')) and pid <> pg_backend_pid() and application_name <> 'ladder-move'
  and (self.rolsuper or not r.rolsuper) and r.rolname not in ({AWS_ROLES})"""

OWN_SESSIONS = """select count(pg_terminate_backend(pid)) from pg_stat_activity
where application_name = 'ladder-move' and usename = current_user and pid <> pg_backend_pid()"""


def joined(names):
    return ",".join(names)


def login_roles(server, apps):
    """Role -> its comment, of all that could write."""
    names = joined(app["name"] for app in apps)
    found = server.ask(OTHERS, databases=names, roles=joined(app["role"] for app in apps))
    return {role: comment for role, comment in found}


def close_roles(server, roles):
    """Role -> its new comment, in one transaction. Done again after a kill it changes nothing."""
    lines = [
        f"alter role {identifier(role)} nologin; comment on role {identifier(role)} is {literal(mark)};" for role, mark in roles.items()
    ]
    server.ask("\n".join(["begin;", *lines, "commit;"]))


def close_target(server, apps, record):
    """A role whose database is a copy that an earlier move left keeps saying so."""
    comments = login_roles(server, apps)
    for app in apps:
        kind = kind_of(comments[app["role"]])
        close_roles(server, dict.fromkeys(both_roles(app), record.mark(kind if kind in COPIES else "target")))


def both_roles(app):
    """The owner, and who logs in for it."""
    return list(dict.fromkeys((app["role"], database_logins.login_of(app))))


def kind_of(comment):
    """What a fence's comment says the role's database is; empty for another comment."""
    return comment.split(" ", 3)[2] if comment.startswith("ladder-move ") else ""


def own_comment(comment):
    """What a role said before a fence's comment took its place."""
    return (comment.split(" ", 3) + [""])[3] if kind_of(comment) else comment


def open_roles(server, roles):
    """`roles` maps to the comments they had, or have since a fence."""
    lines = []
    for role, comment in roles.items():
        kept = literal(own_comment(comment)) if own_comment(comment) else "null"
        lines.append(f"alter role {identifier(role)} login; comment on role {identifier(role)} is {kept};")
    server.ask("\n".join(["begin;", *lines, "commit;"]))


def end_sessions(servers, apps):
    """Until none has come for a moment: one that had just logged in shows up a little later."""
    names, quiet, deadline = joined(app["name"] for app in apps), 0, time.monotonic() + PATIENCE
    while True:
        busy = [server.title for server in servers if server.one(END_SESSIONS, databases=names) != "0"]
        quiet = 0 if busy else quiet + 1
        if quiet == 2:
            return
        if time.monotonic() > deadline:
            raise MoveFailed(f"sessions on {' and '.join(busy)} do not end; find them in pg_stat_activity and end them")
        time.sleep(0.1)


def end_own_sessions(server):
    """Of programs that were killed. A server finds out only when it next sends something: until then it reads a table to its end,
    and keeps the lock that the undo waits for, or makes the database that nobody drops any more."""
    deadline = time.monotonic() + PATIENCE
    while server.one(OWN_SESSIONS) != "0":
        if time.monotonic() > deadline:
            raise MoveFailed(f"sessions of an earlier run on {server.title} do not end; find them in pg_stat_activity and end them")
        time.sleep(0.1)


def write_canary(server, app, run):
    """Once a run: a copy that was made before a kill has it already."""
    server.ask(f"begin; {canary(app, run)} commit;", app["name"])


def try_canary(server, app):
    """While everything serves: an event trigger may refuse it."""
    try:
        server.ask(f"begin; {canary(app, 'try')} rollback;", app["name"])
    except ServerError as error:
        raise MoveFailed(f"{app['role']} cannot write the last row into {app['name']}: {error}") from None


def canary(app, run):
    return (
        f"set local role {identifier(app['role'])}; set local client_min_messages = warning;"
        f"create schema if not exists {CANARY}; create table if not exists {CANARY}.canary (run text, at timestamptz);"
        f"delete from {CANARY}.canary where run <> {literal(run)};"
        f"insert into {CANARY}.canary select {literal(run)}, clock_timestamp() where not exists (select from {CANARY}.canary);"
    )


def has_canary(server, database, run):
    return server.ask(f"select run from {CANARY}.canary", database) == [[run]]


def remove_canary(server, database):
    server.ask(f"set client_min_messages = warning; drop schema if exists {CANARY} cascade", database)


def refuse_prepared(server, apps):
    """A prepared transaction would be neither in the copy nor ended by a fence."""
    found = server.ask(
        "select database, count(*) from pg_prepared_xacts where database = any(string_to_array(:'databases', ',')) group by 1",
        databases=joined(app["name"] for app in apps),
    )
    if found:
        raise MoveFailed(f"{found[0][0]} has {found[0][1]} prepared transaction(s): commit or roll them back (pg_prepared_xacts)")
