"""Which passwords of database and cache an app's containers use, read from Docker: never remembered, so true after a power cut."""
import re
from urllib.parse import unquote, urlsplit

import database_logins
from secret_files import sha256


def values(environments, variable):
    """URLs under this name, in the environments of an app's containers."""
    prefix = f"{variable}="
    lines = [line for environment in environments for line in environment if line.startswith(prefix)]
    return [urlsplit(line.removeprefix(prefix)) for line in lines]


def logins(app, environments):
    """Who may log in to its database: who shall, and who a container does as."""
    found = {unquote(url.username) for url in values(environments, "DATABASE_URL") if url.username}
    return {database_logins.login_of(app["database"]), *found}


def cache_hashes(environments):
    """Of the passwords in use, as Redis keeps them."""
    return {sha256(unquote(url.password)) for url in values(environments, "REDIS_URL") if url.password}


def accepting(users, hashes):
    """The text of users.acl, with further passwords: `hashes` is Redis user -> hashes."""

    def more(line):
        name, password = re.match(r"user (\S+) \S+(?: #(\S+))?", line).groups()
        others = "".join(f" #{other}" for other in sorted({*hashes.get(name, ())} - {password}))
        return line.replace(f"#{password}", f"#{password}{others}", 1)

    return "".join(f"{more(line)}\n" for line in users.splitlines())
