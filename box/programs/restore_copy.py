"""A database of a backup under a temporary name, proven to be what was backed up by the comparison of a move."""
import re
import secrets

import backup_database
import backup_pipe
import move_copy
import move_preflight
import move_publish
from backup_store import StoreFailed
from move_container import MoveFailed
from move_place import ServerError, first_error, identifier

# What belongs to the role, not to the database: a copy beside the original must not change it.
OF_ROLE = re.compile(r"(ALTER ROLE \S+ SET |GRANT .* TO .* WITH ADMIN )")
SETTINGS = "Settings and rights of the database\t"


class Copies:
    """The temporary names of one run, as move_copy asks for them."""

    def __init__(self, kind):
        self.kind, self.run = kind, secrets.token_hex(3)

    def copy_of(self, database):
        return f"ladder_{self.kind}_{self.run}_{database}"[:63]

    def mark(self, state):
        return f"ladder-{self.kind} {self.run} {state}"


def drop_left(server):
    """What runs that were killed left behind."""
    move_publish.drop(server, "^ladder_(drill|restore)_")


def make(store, server, part, copies, say, with_role=False):
    """Raises with the first difference; the copy is dropped by whoever asked. `with_role`: what belongs to the role comes along."""
    name, copy = part["name"], copies.copy_of(part["name"])
    move_preflight.take_role(server, part["role"])
    move_preflight.check_space(server, part["form"]["bytes"], [part])
    description = backup_database.get_description(store, part)
    say(f"{name}: restoring")
    move_copy.make_database(server, part, copies, part["form"])
    apart = move_copy.make_extensions(server, part["extensions"], name, copy)
    known = {extension for extension, _ in part["extensions"]} if apart else set()
    backup_pipe.put_text("/exchange/list", without_comments(description["list"], known))
    pour(store, part, server.at(copy), progress=lambda table: say(f"{name}: restoring {table}"))
    own = [line for line in settings(description) if with_role or not OF_ROLE.match(line)]
    first = f"alter role {identifier(part['role'])} reset all;" if with_role else "select 1;"
    server.ask("\n".join([first, *own]), copy, database=copy)
    say(f"{name}: comparing")
    compare(server, part, copy, description, with_role)


def without_comments(text, extensions):
    """Of those that the administrator made: only their owner may set them, and they have them already."""
    names = tuple(f" COMMENT - EXTENSION {extension} " for extension in extensions)
    kept = [line for line in text.splitlines() if not any(name in f"{line} " for name in names)]
    return "\n".join(kept) + "\n"


def pour(store, part, at, progress):
    def line(text):
        table = re.search(r'processing data for table "(.*)"', text)
        if table:
            progress(table.group(1))

    dump = part["dump"]
    command = ("/programs/copy-database", "-", at, part["role"], "/exchange/list")
    done = backup_pipe.run(command, store.pieces(dump["key"], dump), line)
    if done.status != 0:
        raise StoreFailed(f"{part['name']} could not be restored: {first_error(done.errors)}")


def settings(description):
    return [line[len(SETTINGS) :] for line in description["definitions"].splitlines() if line.startswith(SETTINGS)]


def compare(server, part, copy, description, with_role=False):
    """By compare-descriptions, without what is the role's; a sequence may be anywhere between before and after the dump."""
    name = part["name"]
    move_copy.describe(server, copy, part, "target")
    there = {kind: backup_pipe.text_of(f"{move_copy.described(part, 'target')}.{kind}") for kind in backup_database.KINDS}
    here = {**description, "contents": settled(description["contents"], description["later"], there["contents"])}
    # Another major of pg_dump writes the same thing in other words.
    same_words = move_preflight.major(server) == part["major"]
    for side, found in (("source", here), ("target", there)):
        file = move_copy.described(part, side)
        definitions = found["definitions"] if with_role else of_database(found["definitions"])
        backup_pipe.put_text(f"{file}.definitions", definitions if same_words else "")
        backup_pipe.put_text(f"{file}.contents", found["contents"])
    first = move_copy.difference(part)
    if first:
        raise MoveFailed(f"what was restored of {name} is not the same: {first}")


def of_database(definitions):
    lines = definitions.splitlines(keepends=True)
    return "".join(line for line in lines if not (line.startswith(SETTINGS) and OF_ROLE.match(line[len(SETTINGS) :])))


def settled(before, after, restored):
    """`before` with the sequences as they were restored, where that is between the two."""
    first, last, found = sequences(before), sequences(after), sequences(restored)
    lines = before
    for name, value in found.items():
        if name in first and name in last and min(first[name], last[name]) <= value <= max(first[name], last[name]):
            lines = lines.replace(line_of(name, first[name]), line_of(name, value))
    return lines


def sequences(contents):
    """Name -> last value and whether it was called."""
    found = re.findall(r"^sequence (.*) (-?\d+) ([tf])$", contents, re.MULTILINE)
    return {name: (int(value), called) for name, value, called in found}


def line_of(name, value):
    return f"sequence {name} {value[0]} {value[1]}\n"


def drop(server, part, copies):
    move_publish.drop_database(server, copies.copy_of(part["name"]))


def check_indexes(server, name, copy, say):
    """amcheck reads every table and every B-tree of the copy of a database; raises with the first that is damaged. An administrator
    who is no superuser may not be allowed to: then the comparison, which has read every row, is what is known."""
    try:
        if not amcheck(server, name, copy):
            say(f"{name}: without amcheck: {server.title} does not have it")
    except ServerError as error:
        if "permission denied" not in str(error):
            raise
        say(f"{name}: without amcheck: {error}")


def amcheck(server, name, copy):
    """False where there is no amcheck."""
    if not server.ask("select 1 from pg_available_extensions where name = 'amcheck'"):
        return False
    if not server.ask("select 1 from pg_extension where extname = 'amcheck'", copy):
        server.ask("create schema ladder_drill; create extension amcheck schema ladder_drill", copy)
    schema = identifier(server.one("select extnamespace::regnamespace::text from pg_extension where extname = 'amcheck'", copy))
    server.ask(
        f"select {schema}.bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = relam "
        "join pg_index on indexrelid = c.oid where amname = 'btree' and relkind = 'i' and relpersistence = 'p' and indisvalid",
        copy,
    )
    damaged = server.ask(
        f"select c.oid::regclass, msg from pg_class c, lateral {schema}.verify_heapam(c.oid) "
        "where relkind in ('r', 'm') and relpersistence = 'p' limit 1",
        copy,
    )
    if damaged:
        raise MoveFailed(f"{name}: {damaged[0][0]} is damaged: {damaged[0][1]}")
    return True
