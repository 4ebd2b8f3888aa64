"""The copy of a database's definitions alone, made and compared while everything serves: what the target does not take is
known before anything stops."""
import move_copy
import move_publish
from move_container import MoveFailed


def rehearse(source, target, app, form, record):
    name, copy = app["name"], record.copy_of(app["name"])
    try:
        move_copy.make_database(target, app, record, form)
        move_copy.transfer(source, target, app, record, "--schema-only")
        move_copy.describe(source, name, app, "source", "definitions")
        move_copy.describe(target, copy, app, "target", "definitions")
        found = move_copy.difference(app, "definitions")
        if found:
            raise MoveFailed(f"{name} would not be the same on {target.title}: {found}")
    finally:
        move_publish.drop_database(target, copy)
