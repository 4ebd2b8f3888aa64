"""One database: its dump goes straight to the bucket and is read back whole; what it must hold is written beside it."""
import gzip
import io
import json
import re

import backup_pipe
import backup_upload
import move_copy
import move_preflight
from backup_store import Counted, StoreFailed
from move_container import MoveFailed, client, in_container
from move_place import first_error

# Faster than a small box's disk, and smaller than gzip; pg_restore reads it from PostgreSQL 16 on.
COMPRESSION = "zstd"
KINDS = ("definitions", "contents")
NO_TIMEOUTS = "set idle_in_transaction_session_timeout = 0; set transaction_timeout = 0;"


def make(store, identifier, server, app, say):
    """Description and dump show the same moment: both read the snapshot that a session of its own holds."""
    name, holder = app["name"], server.again()
    form = move_preflight.find_databases(server, [app])[name]
    try:
        holder.ask(f"{NO_TIMEOUTS} begin isolation level repeatable read read only", name)
        snapshot = holder.one("select pg_export_snapshot()", name)
        extensions = move_copy.extensions_of(holder, name)
        say(f"{name}: describing")
        description = describe(server, app, snapshot)
        say(f"{name}: dumping")
        key = f"{identifier}/databases/{name}"
        dump = upload(store, f"{key}.dump", server.at(name), snapshot, form["bytes"])
        description["later"] = sequences(server, name)
    finally:
        holder.close()
        server.close()
    say(f"{name}: reading back")
    rows = rows_of(description["contents"])
    description["list"] = read_back(store, dump, rows)
    part = {"name": name, "app": app["app"], "role": app["role"], "form": form, "extensions": extensions}
    comment = server.one("select shobj_description(oid, 'pg_database') from pg_database where datname = :'name'", name=name)
    part |= {"comment": comment, "major": move_preflight.major(server)}
    part |= {"tables": len(rows), "rows": sum(rows.values()), "dump": dump}
    return part | {"description": put_description(store, f"{key}.description", description)}


def describe(server, app, snapshot):
    """As text that keeps every byte, whatever the database's encoding."""
    file = move_copy.described(app, "source")
    options = ("all", server.at(app["name"]), app["role"], file, f"snapshot={snapshot}")
    status, said = in_container("/programs/describe-database", *options, seconds=None)
    if status != 0:
        raise MoveFailed(f"{app['name']} cannot be read on {server.title}: {first_error(said)}")
    return {kind: backup_pipe.text_of(f"{file}.{kind}") for kind in KINDS}


def sequences(server, name):
    """They belong to no snapshot: what the dump has of them is between those described and these."""
    script = 'here=/programs; . /programs/describe.sh; contents "$1" --set only_sequences=1'
    done = backup_pipe.run(("bash", "-c", script, "contents", server.at(name)))
    if done.status != 0:
        raise MoveFailed(f"{name} cannot be read on {server.title}: {first_error(done.errors)}")
    return done.output.decode("latin-1")


def upload(store, key, at, snapshot, expected):
    options = ("--format=custom", f"--compress={COMPRESSION}", f"--snapshot={snapshot}", "--dbname", at)
    return backup_upload.upload(store, key, client("pg_dump", *options), expected, lambda said: f"the dump failed: {first_error(said)}")


def read_back(store, dump, rows):
    """The dump's list. Only a full read finds what is missing: of a dump that was cut off pg_restore still shows the list."""
    tables = set()

    def line(text):
        table = re.search(r'processing data for table "(.*)"', text)
        tables.update(table.groups() if table else ())

    options = ("pg_restore", "--verbose", "--file", "/dev/null")
    done = backup_pipe.run(options, store.pieces(dump["key"], dump), line)
    if done.status != 0:
        raise StoreFailed(f"{dump['key']} cannot be restored: {first_error(done.errors)}")
    missing = sorted(set(map(unquoted, rows)) - tables)
    if missing:
        raise StoreFailed(f"{dump['key']} lacks the table {missing[0]}")
    return backup_pipe.run(("pg_restore", "--list"), store.pieces(dump["key"], dump)).output.decode("latin-1")


def rows_of(contents):
    """Table -> rows."""
    return {name: int(count) for name, count in re.findall(r"^rows (.*) (\d+) -?\d+$", contents, re.MULTILINE)}


def unquoted(name):
    return re.sub(r'"((?:[^"]|"")*)"', lambda found: found.group(1).replace('""', '"'), name)


def put_description(store, key, description):
    stream = Counted(io.BytesIO(gzip.compress(json.dumps(description).encode())))
    store.put(key, stream)
    return {"key": key, **stream.facts}


def get_description(store, part):
    facts = part["description"]
    return json.loads(gzip.decompress(b"".join(store.pieces(facts["key"], facts))))
