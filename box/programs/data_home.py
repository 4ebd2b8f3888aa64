"""Where the databases of this box's apps live: on the `box` or on `rds`. The box's own record on its data volume decides, never
a bundle: an app that is started on an empty database would serve and lose what it is told."""
import os
import re

import durable

STATE = os.environ.get("LADDER_STATE", "/data/ladder/state")
RECORD = os.path.join(STATE, "data-home")
# A folder a major version; under other names are those that were not filled to their end.
DATABASES = os.environ.get("LADDER_DATABASES", "/data/ladder/postgres")


class UnknownHome(Exception):
    """A sentence: why this version must not run here."""


def recorded():
    """None before the first version was applied."""
    try:
        with open(RECORD, encoding="utf-8") as file:
            return file.read().strip()
    except FileNotFoundError:
        return None


def has_databases():
    try:
        names = os.listdir(DATABASES)
    except FileNotFoundError:
        return False
    return any(re.fullmatch("[0-9]+", name) and os.path.exists(os.path.join(DATABASES, name, "PG_VERSION")) for name in names)


def current(box):
    """None when no app has a database."""
    wanted = box.get("dataHome")
    if wanted is None:
        return None
    found = recorded() or ("box" if has_databases() else wanted["fresh"])
    if found not in wanted["reachable"]:
        raise UnknownHome(
            f"the databases of this box are on {found}, but this version knows only {' and '.join(wanted['reachable'])}; "
            "set the stack's tier and database back to what was applied last"
        )
    return found


def write(home):
    durable.write(RECORD, f"{home}\n")
