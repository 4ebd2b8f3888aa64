"""Copies of databases on the target, each under a temporary name until all are verified."""
import functools
import os
import re

import limits
import move_container
import move_fence
import move_publish
from move_container import PROGRAMS, MoveFailed, in_container
from move_place import ServerError, first_error, identifier, literal
from move_together import Together

PROVIDERS = {"b": "builtin", "c": "libc", "i": "icu"}


def make_database(target, app, record, form):
    """Empty, closed to everybody, with the text order of its source. One of the same name is of this run, and dropped."""
    copy, owner = identifier(record.copy_of(app["name"])), identifier(app["role"])
    move_publish.drop_database(target, record.copy_of(app["name"]))
    # The builtin provider needs nothing of the operating system, whose own locales have other names elsewhere.
    locale = {"b": f"builtin_locale {literal(form['locale'])}", "i": f"icu_locale {literal(form['locale'])}"}.get(
        form["provider"], f"lc_collate {literal(form['collate'])} lc_ctype {literal(form['ctype'])}"
    )
    target.ask(
        f"create database {copy} owner {owner} template template0 encoding {literal(form['encoding'])} "
        f"locale_provider {PROVIDERS[form['provider']]} {locale}"
    )
    target.ask(f"revoke all on database {copy} from public; {marked(copy, record.mark('empty'))}")


def marked(copy, mark):
    return f"comment on database {copy} is {literal(mark)};"


def has_mark(target, name, record, state):
    """Whether a run that was killed had come so far."""
    found = target.ask("select shobj_description(oid, 'pg_database') from pg_database where datname = :'name'", name=record.copy_of(name))
    return found == [[record.mark(state)]]


def transfer(source, target, app, record, *options, progress=lambda table: None):
    """Extensions that only the administrator may make, the stream, and what pg_dump leaves out."""
    name, copy, role = app["name"], record.copy_of(app["name"]), app["role"]
    apart = make_extensions(target, extensions_of(source, name), name, copy)
    stream(name, (source.at(name), target.at(copy), role, *options, *apart), progress)
    lines = [row[0] for row in source.ask(manifest(), name, role=role)]
    if "--schema-only" in options:
        lines = [line for line in lines if not line.startswith("COMMENT ON LARGE OBJECT")]
    target.ask("\n".join([f"alter role {identifier(role)} reset all;", *lines]), copy, database=copy)


@functools.lru_cache(maxsize=None)
def manifest():
    with open(os.path.join(PROGRAMS, "database-manifest.sql"), encoding="utf-8") as file:
        return file.read()


def extensions_of(source, name):
    """Names and schemas."""
    return source.ask("select extname, extnamespace::regnamespace from pg_extension where extname <> 'plpgsql'", name)


def make_extensions(target, wanted, name, copy):
    """An app's role makes those that are trusted itself."""
    trusted = {row[0] for row in target.ask("select distinct name from pg_available_extension_versions where trusted")}
    apart = [(extension, schema) for extension, schema in wanted if extension not in trusted]
    for extension, schema in apart:
        if schema not in ("public", "pg_catalog"):
            raise MoveFailed(f"{name} has {extension} in {schema}: ALTER EXTENSION {extension} SET SCHEMA public first")
        try:
            target.ask(f"create extension {identifier(extension)} schema {schema} cascade", copy)
        except ServerError as error:
            raise MoveFailed(f"{name} uses the extension {extension}: {error}; drop it first") from None
    return ("--comments-apart",) if apart else ()


def stream(name, arguments, progress):
    said = []

    def heard(line):
        table = re.search(r'processing data for table "(.*)"', line)
        if table:
            progress(table.group(1))
        elif re.search(r"error:|FATAL:|ERROR:", line):
            said.append(line.strip())

    status, _ = in_container("/programs/copy-database", *arguments, each=heard, seconds=None)
    if status != 0:
        raise MoveFailed(f"{name} could not be copied: {first_error(chr(10).join(said))}")


class Copying:
    """All databases, the largest first; the source is described meanwhile."""

    def __init__(self, source, target, record, forms, progress):
        self.source, self.target, self.record, self.forms, self.progress = source, target, record, forms, progress

    def run(self, apps):
        apps = sorted(apps, key=lambda app: -self.forms[app["name"]]["bytes"])
        Together(move_container.remove).run(
            [functools.partial(self.copy, app) for app in apps],
            [functools.partial(describe, self.source, app["name"], app, "source") for app in apps],
        )

    def copy(self, app):
        name, copy = app["name"], self.record.copy_of(app["name"])
        if not has_mark(self.target, name, self.record, "copied"):
            if not has_mark(self.target, name, self.record, "empty"):
                make_database(self.target, app, self.record, self.forms[name])
            self.target.ask(marked(identifier(copy), self.record.mark("copying")))
            transfer(self.source, self.target, app, self.record, progress=lambda table: self.progress(name, table))
            self.target.ask(marked(identifier(copy), self.record.mark("copied")))
        self.progress(name, None)
        describe(self.target, copy, app, "target")


def describe(server, database, app, side, what="all"):
    """Into files of the move's container."""
    # A copy belongs to who asks, so that what hides rows from its owner may be lifted while it is read. Nobody else uses that
    # server's memory then.
    options = ("unforced=1", "workers=2") if side == "target" and what == "all" else ()
    at, file = server.at(database), described(app, side)
    status, said = in_container("/programs/describe-database", what, at, app["role"], file, *options, seconds=None)
    if status != 0:
        raise MoveFailed(f"{app['name']} cannot be read on {server.title}: {first_error(said)}")


def described(app, side):
    return f"/exchange/{app['name']}.{side}"


def difference(app, what="all"):
    """The first between the two descriptions; empty when they are the same."""
    files = described(app, "source"), described(app, "target")
    status, said = in_container("/programs/compare-descriptions", what, *files, seconds=limits.QUESTION)
    return "" if status == 0 else (said.strip() or "no answer").splitlines()[0]


def verify(target, app, record):
    """Raises with the first difference."""
    name, copy = app["name"], record.copy_of(app["name"])
    if not has_mark(target, name, record, "copied"):
        raise MoveFailed(f"the copy of {name} is not whole")
    found = difference(app)
    if found:
        raise MoveFailed(f"the copy of {name} is not the same: {found}")
    if not move_fence.has_canary(target, copy, record.run):
        raise MoveFailed(f"the copy of {name} lacks the row that was written last")
    broken = target.ask("select indexrelid::regclass from pg_index where not indisvalid or not indisready", copy)
    if broken:
        raise MoveFailed(f"the copy of {name} has an index that is not valid: {broken[0][0]}")
