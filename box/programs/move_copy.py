"""Copies of databases on the target, each under a temporary name until all are verified."""
import concurrent.futures
import re
import subprocess
import threading

import move_container
import move_fence
import move_publish
from move_container import CONTAINER, MoveFailed, in_container
from move_place import ServerError, first_error, identifier, literal

# More would not fit beside PostgreSQL on a box with 1 GB, nor into its two processors.
AT_ONCE = 2

PROVIDERS = {"b": "builtin", "c": "libc", "i": "icu"}


def make_database(target, app, form, record):
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
    target.ask(
        f"revoke all on database {copy} from public; comment on database {copy} is {literal(record.mark('copying'))};"
    )


def is_copied(target, name, record):
    """Whether a run that was killed had come to its end."""
    found = target.ask("select shobj_description(oid, 'pg_database') from pg_database where datname = :'name'", name=record.copy_of(name))
    return found == [[record.mark("copied")]]


def transfer(source, target, app, record, *options, progress=lambda table: None):
    """Extensions that only the administrator may make, the stream, and what pg_dump leaves out."""
    name, copy, role = app["name"], record.copy_of(app["name"]), app["role"]
    apart = make_extensions(source, target, name, copy)
    stream(name, (source.at(name), target.at(copy), role, *options, *apart), progress)
    described = in_container(
        "bash", "-c", 'here=/programs; . /programs/describe.sh; manifest "$@"', "manifest", source.at(name), role
    )
    if described.returncode != 0:
        raise MoveFailed(f"{name}: {first_error(described.stderr)}")
    lines = described.stdout.splitlines(keepends=True)
    if "--schema-only" in options:
        lines = [line for line in lines if not line.startswith("COMMENT ON LARGE OBJECT")]
    target.ask(f"alter role {identifier(role)} reset all;\n" + "".join(lines), copy, database=copy)


def make_extensions(source, target, name, copy):
    """An app's role makes those that are trusted itself."""
    trusted = {row[0] for row in target.ask("select distinct name from pg_available_extension_versions where trusted")}
    wanted = source.ask("select extname, extnamespace::regnamespace from pg_extension where extname <> 'plpgsql'", name)
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
    command = ("docker", "exec", CONTAINER, "/programs/copy-database", *arguments)
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace") as process:
        said = []
        for line in process.stderr:
            table = re.search(r'processing data for table "(.*)"', line)
            if table:
                progress(table.group(1))
            elif re.search(r"error:|FATAL:|ERROR:", line):
                said.append(line.strip())
    if process.returncode != 0:
        raise MoveFailed(f"{name} could not be copied: {first_error(chr(10).join(said))}")


class Copying:
    """All databases, the largest first; the source is described meanwhile."""

    def __init__(self, source, target, record, forms, progress):
        self.source, self.target, self.record, self.forms, self.progress = source, target, record, forms, progress
        self.stopped = threading.Event()

    def run(self, apps):
        apps = sorted(apps, key=lambda app: -self.forms[app["name"]]["bytes"])
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as copies, concurrent.futures.ThreadPoolExecutor(1) as descriptions:
            work = [copies.submit(self.guarded, self.copy, app) for app in apps]
            work += [descriptions.submit(self.guarded, describe, self.source, app["name"], app, "source") for app in apps]
            try:
                outcomes = [future.exception() for future in concurrent.futures.as_completed(work)]
            except KeyboardInterrupt:
                self.stop()
                raise
        for error in outcomes:
            if error:
                raise error

    def guarded(self, step, *arguments):
        """After one failed the others need not begin, and what is under way ends at once."""
        if self.stopped.is_set():
            return
        try:
            step(*arguments)
        except Exception:
            if not self.stopped.is_set():
                self.stop()
                raise
        finally:
            self.source.close()
            self.target.close()

    def stop(self):
        self.stopped.set()
        move_container.remove()

    def copy(self, app):
        name, copy = app["name"], self.record.copy_of(app["name"])
        if not is_copied(self.target, name, self.record):
            make_database(self.target, app, self.forms[name], self.record)
            transfer(self.source, self.target, app, self.record, progress=lambda table: self.progress(name, table))
            mark = literal(self.record.mark("copied"))
            self.target.ask(f"comment on database {identifier(copy)} is {mark}")
        self.progress(name, None)
        with concurrent.futures.ThreadPoolExecutor(1) as aside:
            analysing = aside.submit(self.analyze, copy)
            describe(self.target, copy, app, "target")
            analysing.result()

    def analyze(self, copy):
        try:
            self.target.ask("analyze", copy)
        finally:
            self.target.close()


def describe(server, database, app, side):
    # A copy belongs to who asks, so that what hides rows from its owner may be lifted while it is read.
    options = ("unforced=1",) if side == "target" else ()
    done = in_container("/programs/describe-database", "all", server.at(database), app["role"], f"/work/{app['name']}.{side}", *options)
    if done.returncode != 0:
        raise MoveFailed(f"{app['name']} cannot be read on {server.title}: {first_error(done.stderr)}")


def verify(target, app, record):
    """Raises with the first difference."""
    name, copy = app["name"], record.copy_of(app["name"])
    if not is_copied(target, name, record):
        raise MoveFailed(f"the copy of {name} is not whole")
    for kind in ("definitions", "contents"):
        done = in_container("/programs/compare-descriptions", kind, f"/work/{name}.source.{kind}", f"/work/{name}.target.{kind}")
        if done.returncode != 0:
            raise MoveFailed(f"the copy of {name} is not the same: {(done.stdout or done.stderr).strip().splitlines()[0]}")
    if not move_fence.has_canary(target, copy, record.run):
        raise MoveFailed(f"the copy of {name} lacks the row that was written last")
    broken = target.ask("select indexrelid::regclass from pg_index where not indisvalid or not indisready", copy)
    if broken:
        raise MoveFailed(f"the copy of {name} has an index that is not valid: {broken[0][0]}")
