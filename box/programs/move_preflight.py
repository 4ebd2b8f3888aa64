"""What would stop a move, found while everything still serves. Every refusal is a sentence that says what to do."""
import functools
import re
import shutil

import box_place
import data_home
import database_logins
import move_fence
import move_publish
from move_container import MoveFailed, in_container
from move_place import ServerError, first_error, identifier
from move_rehearsal import rehearse
from move_together import Together

# Of two databases at a time on each server: the copy, its description, a question, and one to spare.
SESSIONS = 7
# A copy is about as large as its original; its log and the sorting of indexes come on top.
GROWTH, SPARE_MB = 1.3, 384

SIZES = """select datname, pg_database_size(oid), pg_encoding_to_char(encoding), datlocprovider, coalesce(datlocale, ''), datcollate,
datctype from pg_database where datname = any(string_to_array(:'databases', ','))"""

# Objects that people made; 16384 is the first number that is not PostgreSQL's own. Not what belongs to an extension.
OBJECTS = "select " + " + ".join(
    f"(select count(*) from {table} t where oid >= 16384 and not exists (select from pg_depend where classid = '{table}'::regclass "
    "and objid = t.oid and deptype in ('e', 'i', 'a')))"
    for table in ("pg_class", "pg_proc", "pg_type", "pg_namespace", "pg_largeobject_metadata")
)


def check(source, target, apps, record):
    """Database -> what its copy is made like. Changes nothing but memberships of the target's administrator."""
    check_versions(source, target)
    check_tls(target if target.name == "rds" else source)
    check_connections(source)
    check_connections(target)
    for app in apps:
        for server in (source, target):
            take_roles(server, app)
    forms = find_databases(source, apps)
    move_publish.drop_copies(target)
    check_space(target, sum(form["bytes"] for form in forms.values()), apps)
    move_fence.refuse_prepared(source, apps)
    for app in apps:
        check_target(target, app)
        check_contents(source, app)
        check_extensions(target, app["name"], extensions_of(source, app["name"]))
    check_fence(source, apps)
    Together().run([functools.partial(check_app, source, target, app, forms[app["name"]], record) for app in apps])
    return forms


def check_app(source, target, app, form, record):
    check_login(target, app)
    rehearse(source, target, app, form, record)


def major(server):
    return int(server.one("show server_version_num")) // 10000


def check_versions(source, target):
    client = int(in_container("pg_restore", "--version")[1].split()[2].split(".")[0])
    old, new = major(source), major(target)
    if new < old:
        raise MoveFailed(f"{source.title} has PostgreSQL {old} and {target.title} {new}: set box.postgres to {old} and run pulumi up first")
    if new != client:
        raise MoveFailed(
            f"{target.title} has PostgreSQL {new}, and this box has the programs of {client} only: "
            f"set box.postgres to {new} and run pulumi up first"
        )


def check_tls(rds):
    if rds.one("select ssl from pg_stat_ssl where pid = pg_backend_pid()") != "t":
        raise MoveFailed("the connection to RDS is not encrypted")
    plain, _ = in_container("psql", "-XAtc", "select 1", "-d", rds.at("postgres").replace("sslmode=require", "sslmode=disable"))
    if plain == 0:
        raise MoveFailed("RDS lets sessions in without TLS: set rds.force_ssl to 1 in its parameter group")


def check_connections(server):
    free = int(
        server.one(
            "select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int - count(*) "
            "from pg_stat_activity where datname is not null"
        )
    )
    if free < SESSIONS:
        raise MoveFailed(f"{server.title} has {free} connections free and the move needs {SESSIONS}: close some, or take a larger one")


def find_databases(source, apps):
    """Database -> bytes and what has to be the same in its copy."""
    rows = source.ask(SIZES, databases=move_fence.joined(app["name"] for app in apps))
    keys = ("encoding", "provider", "locale", "collate", "ctype")
    found = {row[0]: {"bytes": int(row[1]), **dict(zip(keys, row[2:]))} for row in rows}
    for app in apps:
        if app["name"] not in found:
            raise MoveFailed(f"{source.title} has no database {app['name']}: run pulumi up, which makes it")
    return found


def check_space(target, size, apps):
    needed = int(size / 2**20 * GROWTH) + SPARE_MB
    if target.name == "box":
        free, remedy = shutil.disk_usage(data_home.STATE).free >> 20, "raise box.dataGb"
    else:
        used = target.one(
            "select coalesce(sum(pg_database_size(oid)), 0) / 1048576 from pg_database where pg_has_role(datdba, 'USAGE')"
        )
        storage = box_place.document()["dataHome"]["rds"]["storageGb"]
        free, remedy = storage * 1024 - int(float(used)), "raise rds.storageGb"
    if free < needed:
        raise MoveFailed(f"{target.title} has {free} MB free and the copy of {len(apps)} database(s) needs {needed}: {remedy}")


def take_roles(server, app):
    for role in move_fence.both_roles(app):
        take_role(server, role)


def take_role(server, role):
    """The administrator acts for the app: it reads, makes and owns what is the app's."""
    if not server.ask("select 1 from pg_roles where rolname = :'role'", role=role):
        raise MoveFailed(f"{server.title} has no role {role}: run pulumi up, which makes it")
    if server.one("select pg_has_role(:'role', 'SET') and pg_has_role(:'role', 'USAGE')", role=role) == "t":
        return
    try:
        server.ask(f"grant {identifier(role)} to current_user with inherit true, set true")
    except ServerError:
        raise MoveFailed(f"{server.user} may not act for {role} on {server.title}: grant {role} to {server.user} there") from None


def check_login(target, app):
    """An app's own password has to be right there; whether its role is fenced is told only after that."""
    answer = login(target, database_logins.login_of(app))
    if answer and not re.search("is not permitted to log in|permission denied for database|too many connections", answer):
        raise MoveFailed(f"{app['app']} could not log in on {target.title}: {answer}; run pulumi up, which sets its password")


def login(server, role):
    """What the server says to an app that logs in; empty when it lets it in."""
    status, said = in_container("psql", "-XAtc", "", "-d", server.at("postgres", role))
    return "" if status == 0 else first_error(said)


def check_target(target, app):
    """Never merges: what is there has to be nothing, or a copy that an earlier move left fenced."""
    if not target.ask("select 1 from pg_database where datname = :'name'", name=app["name"]):
        return
    comment = target.one("select shobj_description(oid, 'pg_authid') from pg_roles where rolname = :'role'", role=app["role"])
    if move_fence.kind_of(comment) in move_fence.COPIES:
        return
    count = int(target.one(OBJECTS, app["name"]))
    if count:
        raise MoveFailed(
            f"{target.title} already has a database {app['name']} with {count} object(s) that no move brought there: "
            "rename it, or drop it when nobody needs it"
        )


def check_contents(source, app):
    """What pg_dump leaves out or may not read."""
    name = app["name"]
    if source.ask("select 1 from pg_subscription s join pg_database d on d.oid = subdbid where datname = current_database()", name):
        raise MoveFailed(f"{name} subscribes to another server: drop its subscriptions first")
    if source.ask("select 1 from pg_class where reltablespace <> 0 and relkind in ('r', 'i', 'm') and oid >= 16384", name):
        raise MoveFailed(f"{name} has tables in a tablespace of its own: ALTER TABLE … SET TABLESPACE pg_default first")
    forced = source.ask(
        "select oid::regclass from pg_class where relforcerowsecurity and not (select rolsuper or rolbypassrls from pg_roles "
        "where rolname = current_user)",
        name,
    )
    if forced:
        raise MoveFailed(
            f"{name}: row level security of {forced[0][0]} binds its owner, so that nobody on {source.title} may read all of it: "
            f"ALTER TABLE {forced[0][0]} NO FORCE ROW LEVEL SECURITY, move, and set FORCE again"
        )


def extensions_of(source, name):
    """Names and versions."""
    return source.ask("select extname, extversion from pg_extension", name)


def check_extensions(target, name, wanted):
    available = {row[0]: row[1] for row in target.ask("select name, default_version from pg_available_extensions")}
    for extension, version in wanted:
        if extension not in available:
            raise MoveFailed(f"{name} uses the extension {extension}, which {target.title} does not have: drop it first")
        if number(available[extension]) < number(version):
            raise MoveFailed(
                f"{name} uses {extension} {version}, and {target.title} has only {available[extension]}: "
                f"update {target.title} first"
            )


def number(version):
    """`1.10` is after `1.9`; parts that are no numbers count as 0."""
    return [int(part) if part.isdigit() else 0 for part in version.split(".")]


def check_fence(source, apps):
    """An administrator who is no superuser fences what it made itself."""
    roles = move_fence.login_roles(source, apps)
    for role in roles:
        allowed = source.one(
            "select r.rolsuper or exists (select from pg_auth_members where roleid = :'role'::regrole and member = r.oid "
            "and admin_option) from pg_roles r where rolname = current_user",
            role=identifier(role),
        )
        if allowed != "t":
            raise MoveFailed(f"{source.user} may not stop {role} from logging in on {source.title}: revoke its CONNECT")
        # And may end its sessions.
        take_role(source, role)
    for app in apps:
        move_fence.try_canary(source, app)


