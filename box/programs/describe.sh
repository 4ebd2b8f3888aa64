# How a database is described for a comparison; sourced by compare-databases and describe-database.
# shellcheck shell=bash

: "${here:?}"

# Without what differs from run to run or only names the server's version.
plain() { sed -E '/^\\(un)?restrict /d; /^-- Dumped (from|by) /d'; }

# Each line behind the name of its object; the empty lines before a name are that object's. Arguments: connection string,
# more options of pg_dump.
definitions() {
  pg_dump --schema-only "${@:2}" --dbname "$1" | plain | awk '
    function flush(line) { for (line = 1; line <= held; line++) print object "\t" lines[line]; held = 0 }
    /^-- Name: / { object = substr($0, 4) }
    /^-- PostgreSQL database dump complete/ { object = "" }
    /^(--)?$/ { lines[++held] = $0; next }
    { flush(); print object "\t" $0 }
    END { flush() }'
}

contents() { psql --no-psqlrc --quiet --file "$here/fingerprint.sql" "${@:2}" --dbname "$1"; }

# Arguments: connection string, the app's role.
manifest() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --set "role=$2" \
    --file "$here/database-manifest.sql" --dbname "$1"
}

whole_lines() { sed -nE 's/^< /only the first has /p; s/^> /only the second has /p'; }

# Definitions may hold passwords (of foreign servers), so that only the objects are named.
object_names() { sed -nE 's/^[<>] ([^\t]*)\t.*/differs: \1/p' | sort -u; }
