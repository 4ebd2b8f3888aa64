"""The copy of a database's definitions alone, made and compared while everything serves: what the target does not take is
known before anything stops."""
import move_copy
import move_publish
from move_container import MoveFailed, in_container
from move_place import first_error


def rehearse(source, target, app, form, record):
    name = app["name"]
    try:
        move_copy.make_database(target, app, form, record)
        move_copy.transfer(source, target, app, record, "--schema-only")
        for server, database, file in ((source, name, "one"), (target, record.copy_of(name), "other")):
            done = in_container("/programs/describe-database", "definitions", server.at(database), app["role"], f"/work/{file}")
            if done.returncode != 0:
                raise MoveFailed(f"{name} cannot be described on {server.title}: {first_error(done.stderr)}")
        files = ("/work/one.definitions", "/work/other.definitions")
        compared = in_container("/programs/compare-descriptions", "definitions", *files)
        if compared.returncode != 0:
            raise MoveFailed(f"{name} would not be the same on {target.title}: {compared.stdout.strip().splitlines()[0]}")
    finally:
        move_publish.drop_database(target, record.copy_of(name))
