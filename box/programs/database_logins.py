"""Who logs in to an app's database. The first version of its password is the owner's. Each later one belongs to a member of the
owner, `role.VERSION`, which acts as the owner from its first statement on: so the version before goes on working until no
container uses it. Pure: text in, psql input out.
"""

FENCED = "shobj_description(oid, 'pg_authid') ~ '^ladder-move '"


def login_of(database):
    return database.get("login", database["role"])


def role_sql(database, password, home):
    """The owner and who logs in; other logins stay as they are. `password` is what PostgreSQL stores for it."""
    role, login = database["role"], login_of(database)
    lines = [line for name in dict.fromkeys((role, login)) for line in _one_role(name, role, database["connections"], home)]
    if login != role:
        lines += [f'GRANT "{role}" TO "{login}";', f"ALTER ROLE \"{login}\" SET role TO '{role}';"]
    return [*lines, f"ALTER ROLE \"{login}\" PASSWORD '{password}';"]


def _one_role(name, owner, connections, home):
    return [
        f"SELECT 'CREATE ROLE \"{name}\"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') \\gexec",
        # What a move has closed only a move opens again, also for a login that is new since.
        f"SELECT 'ALTER ROLE \"{name}\" {'NOLOGIN' if home == 'rds' else 'LOGIN'}' "
        f"WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname IN ('{name}', '{owner}') AND {FENCED}) \\gexec",
        f'ALTER ROLE "{name}" NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT {connections};',
    ]


def ownership_sql(database):
    """Gives the owner what a login has made as itself, after SET ROLE NONE."""
    name, role = database["name"], database["role"]
    return [
        f"SELECT EXISTS (SELECT FROM pg_shdepend JOIN pg_roles r ON r.oid = refobjid JOIN pg_database d ON d.oid = dbid "
        f"WHERE deptype = 'o' AND datname = '{name}' AND {_is_login(role)}) AS has_strays \\gset",
        "\\if :has_strays",
        f'\\connect "{name}"',
        f"SELECT format('REASSIGN OWNED BY %I TO \"{role}\"', rolname) FROM pg_roles WHERE {_is_login(role)} \\gexec",
        "\\connect postgres",
        "\\endif",
    ]


def closing_sql(apps, used):
    """Takes the password from every login but those in `used` (app -> names), and ends what is connected with it."""
    lines = []
    for app in apps:
        role, kept = app["database"]["role"], ", ".join(f"'{name}'" for name in sorted(used[app["name"]]))
        closed = f"(rolname = '{role}' OR {_is_login(role)}) AND rolpassword IS NOT NULL AND rolname NOT IN ({kept})"
        lines += [
            # Sorted, ALTER is before SELECT. What came over the socket is the operator's own.
            f"SELECT format('ALTER ROLE %I PASSWORD NULL', rolname) FROM pg_authid WHERE {closed} UNION ALL "
            "SELECT format('SELECT pg_terminate_backend(%s)', pid) FROM pg_stat_activity JOIN pg_authid ON rolname = usename "
            f"WHERE client_addr IS NOT NULL AND {closed} ORDER BY 1 \\gexec",
            *ownership_sql(app["database"]),
        ]
    return "\n".join(lines) + "\n"


def _is_login(role):
    return f"rolname ~ '^{role}[.][0-9]+$'"
