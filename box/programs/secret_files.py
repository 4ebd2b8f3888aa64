"""Turns secret values into the files that containers, PostgreSQL and Redis read. Pure: text in, text out."""
import base64
import ctypes
import hashlib
import hmac
import json
import os
from urllib.parse import quote

import database_logins

# Redis commands that show or change what belongs to all apps: names of others' keys and channels, shared functions.
# The server's own dangerous ones (KEYS, FLUSHALL, CONFIG...) go by category; INFO comes back for clients' ready checks.
REDIS_RULES = (
    "+@all -@admin -@dangerous -scan -randomkey -dbsize -pubsub -function -script|flush -script|kill "
    "-client|tracking "
    "+info +pubsub|numsub"
)


def files(box, secrets, admin, home=None, rds_host=None):
    """All files, name -> text. `secrets` is app -> variable -> value, `admin` data service, `rds` or key of the off-site store ->
    password, `home` where the databases are."""

    def passwords(variable):
        return {app: mine[variable] for app, mine in secrets.items() if variable in mine}

    server = f"{rds_host}:{box['dataHome']['rds']['port']}" if home == "rds" else "postgres:5432"
    readers = [app for app in box["apps"] if secrets[app["name"]] and "static" not in app]
    found = {f"{app['name']}.env": app_env(app, secrets[app["name"]], server) for app in readers}
    if "postgres" in admin:
        owners = owners_of_databases(box)
        found["postgres.env"] = env_line("POSTGRES_PASSWORD", admin["postgres"])
        found["databases.sql"] = database_sql(owners, admin["postgres"], passwords("DATABASE_PASSWORD"), home)
    # Of backups and moves: without a server of its own a box has no clients. Only a move logs in as the apps do.
    if "postgres" in admin:
        owners, administrators = {}, {"postgres": admin["postgres"]}
        if "rds" in admin:
            owners = {
                database_logins.login_of(app["database"]): secrets[app["name"]]["DATABASE_PASSWORD"]
                for app in owners_of_databases(box)
            }
            administrators[box["dataHome"]["rds"]["admin"]] = admin["rds"]
        found["move.pgpass"] = "".join(f"*:*:*:{user}:{password}\n" for user, password in {**owners, **administrators}.items())
    if "redis" in admin:
        users = [app for app in box["apps"] if "cache" in app]
        found["redis.env"] = env_line("REDISCLI_AUTH", admin["redis"])
        found["users.acl"] = redis_acl(users, admin["redis"], passwords("CACHE_PASSWORD"))
    if "offsite_key_id" in admin:
        key = {"accessKeyId": admin["offsite_key_id"], "secretAccessKey": admin["offsite_key"]}
        found["offsite.json"] = json.dumps(key) + "\n"
    return found


def owners_of_databases(box):
    """Those that run on another tier, too."""
    return [app for app in [*box["apps"], *box.get("elsewhere", [])] if "database" in app]


def env_line(name, value):
    """A line that Docker Compose reads back as exactly this value."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("$", "\\$")):
        value = value.replace(plain, escaped)
    return f'{name}="{value}"\n'


def app_env(app, secrets, server="postgres:5432"):
    """Env file of an app; `secrets` maps variable names to values, `server` is PostgreSQL's address."""
    values = {secret["name"]: secrets[secret["name"]] for secret in app["secrets"]}
    if "database" in app:
        password = quote(secrets["DATABASE_PASSWORD"], safe="")
        # The box's own is reached over a network that nobody else is on.
        tls = "" if server.startswith("postgres:") else f"?sslmode={app['database']['tls']}"
        login = database_logins.login_of(app["database"])
        values["DATABASE_URL"] = f"postgres://{login}:{password}@{server}/{app['database']['name']}{tls}"
    if "cache" in app:
        password = quote(secrets["CACHE_PASSWORD"], safe="")
        values["REDIS_URL"] = f"redis://{app['cache']['user']}:{password}@redis:6379"
    return "".join(env_line(name, value) for name, value in values.items())


def password_hash(password, known):
    """A bcrypt hash for Caddy; the known one when it is of this password, because each has a salt of its own."""
    crypt = libcrypt()
    crypt.crypt.restype = crypt.crypt_gensalt.restype = ctypes.c_char_p
    text = password.encode()
    if known and crypt.crypt(text, known.encode()) == known.encode():
        return known
    # Each first use of a right or wrong password costs the box about 0.1 s of CPU at this cost.
    return crypt.crypt(text, crypt.crypt_gensalt(b"$2b$", 10, None, 0)).decode()


def libcrypt():
    """Debian and Ubuntu have the first name, Amazon Linux the second; the functions are the same."""
    try:
        return ctypes.CDLL("libcrypt.so.1")
    except OSError:
        return ctypes.CDLL("libcrypt.so.2")


def verifier(password, salt):
    """What PostgreSQL stores for a password, so that the password itself is never in a statement or a log."""
    rounds = 4096
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    encoded = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${rounds}:{encoded[0]}${encoded[1]}:{encoded[2]}"


def database_sql(apps, admin_password, passwords, home="box"):
    """Idempotent psql input: a database and a role per app, closed to all other apps. `passwords` is by app name. While the
    databases are elsewhere nobody logs in here."""
    lines = [
        f"ALTER ROLE postgres PASSWORD '{verifier(admin_password, os.urandom(16))}';",
        "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;",
        # Here it shows the statements of all databases; no app may open this one.
        "SELECT 'CREATE EXTENSION pg_stat_statements' "
        "WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements') \\gexec",
    ]
    for app in apps:
        lines += app_sql(app["database"], verifier(passwords[app["name"]], os.urandom(16)), home)
    return "\n".join(lines) + "\n"


def app_sql(database, password, home):
    # Names are made of lower-case letters, digits, underscores and dots, so quoting cannot be broken.
    name, role = database["name"], database["role"]
    return [
        *database_logins.role_sql(database, password, home),
        f"SELECT 'CREATE DATABASE \"{name}\" OWNER \"{role}\" TEMPLATE template0' "
        f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}') \\gexec",
        f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC;',
        *database_logins.ownership_sql(database),
    ]


def redis_acl(apps, admin_password, passwords):
    """Redis users: one per app, held to its key prefix and channels; the default user is off. Hashes only."""
    lines = ["user default off", f"user ladder on #{sha256(admin_password)} ~* &* +@all"]
    for app in apps:
        user, prefix = app["cache"]["user"], app["cache"]["prefix"]
        lines.append(f"user {user} on #{sha256(passwords[app['name']])} ~{prefix}* resetchannels &{prefix}* {REDIS_RULES}")
    return "\n".join(lines) + "\n"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()
