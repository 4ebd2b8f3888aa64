"""The copy of a database's definitions alone, made and compared while everything serves: what the target does not take is
known before anything stops."""
import functools

import move_copy
import move_publish
from move_container import MoveFailed
from move_together import Together


def rehearse(source, target, app, form, record):
    try:
        described = functools.partial(move_copy.describe, source, app["name"], app, "source", "definitions")
        Together().run([functools.partial(copy_definitions, source, target, app, form, record)], [described])
        found = move_copy.difference(app, "definitions")
        if found:
            raise MoveFailed(f"{app['name']} would not be the same on {target.title}: {found}")
    finally:
        move_publish.drop_database(target, record.copy_of(app["name"]))


def copy_definitions(source, target, app, form, record):
    move_copy.make_database(target, app, record, form)
    move_copy.transfer(source, target, app, record, "--schema-only")
    move_copy.describe(target, record.copy_of(app["name"]), app, "target", "definitions")
