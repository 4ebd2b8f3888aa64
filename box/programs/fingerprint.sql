-- What a database holds, one line each, in an order and a notation that do not depend on the server: `rows`, `sequence` and
-- `large objects`, the name, a count, a checksum that does not depend on the order of rows. Memory: a row at a time.
-- Not asked: materialized views, which a restore fills anew; foreign tables; tables that belong to an extension.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
\pset fieldsep ' '
-- Variables: `without_owner` leaves the owners of large objects out; `unforced` is for a copy that belongs to who asks: row
-- level security that binds owners as well is lifted until the end of this transaction (by oid: in this order pg_dump locks them,
-- too); `workers` read a table together; `snapshot` is one that a dump shares; `only_sequences` leaves all else out.
begin isolation level repeatable read;
\if :{?snapshot}
set transaction snapshot :'snapshot';
\endif
\if :{?unforced}
select format('alter table %s no force row level security', oid::regclass) from pg_catalog.pg_class
where relforcerowsecurity order by oid \gexec
\endif
set local transaction_read_only = on;
set local search_path = '';
set local timezone = 'UTC';
set local datestyle = 'ISO, YMD';
set local intervalstyle = 'postgres';
set local extra_float_digits = 1;
set local bytea_output = 'hex';
set local lc_monetary = 'C';
set local xmloption = 'content';
-- What an app has set for its database ends what reads all of it. Only those that this server knows.
select set_config(name, '0', true) from pg_settings
where name in ('statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout') \g /dev/null
\if :{?workers}
set local max_parallel_workers_per_gather = :workers;
-- Also where most of a table is apart, in its TOAST.
set local min_parallel_table_scan_size = '1MB';
\endif
\if :{?unforced}
-- The first to read a row notes that its transaction has ended. With checksums such pages go to the log whole; to compress them, as
-- a small server is set to, takes longer than reading them. Where the administrator may not say so, it stays as it is.
select set_config('wal_compression', 'off', true) where has_parameter_privilege('wal_compression', 'SET') \g /dev/null
\endif
-- A policy that hides rows is an error instead of a smaller count.
set local row_security = off;

\if :{?only_sequences}
\else
-- The 64 bits by which PostgreSQL spreads text over partitions, of each row, summed up: equal rows count as often as they are
-- there. They are the same on every major since 11, or partitions would be wrong after an upgrade; MD5 takes three times as long.
select format(
  'select %L, %L, count(*), coalesce(sum(hashtextextended((t.*)::text collate "C", 0)), 0) from only %I.%I t',
  'rows', format('%I.%I', nspname, relname), nspname, relname)
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = relnamespace
where relkind = 'r' and relpersistence <> 't' and nspname !~ '^pg_' and nspname <> 'information_schema'
  and not exists (select from pg_catalog.pg_depend where classid = 'pg_catalog.pg_class'::regclass and objid = c.oid and deptype = 'e')
order by nspname collate "C", relname collate "C" \gexec
\endif

select format('select %L, %L, last_value, is_called from %I.%I', 'sequence', format('%I.%I', nspname, relname), nspname, relname)
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = relnamespace
where relkind = 'S' and relpersistence <> 't' and nspname !~ '^pg_' and nspname <> 'information_schema'
  and not exists (select from pg_catalog.pg_depend where classid = 'pg_catalog.pg_class'::regclass and objid = c.oid and deptype = 'e')
order by nspname collate "C", relname collate "C" \gexec

\if :{?only_sequences}
\else
\if :{?without_owner}
\set owner 'replace(lomacl::text, pg_get_userbyid(lomowner), ''owner'')'
\else
\set owner 'pg_get_userbyid(lomowner), lomacl'
\endif
-- In pieces of 1 MiB, by the functions that any owner may call. SHA-256, for which processors have instructions: MD5 takes twice
-- as long.
select 'large objects', 'with owner and rights', count(distinct oid), coalesce(sum(hashtextextended(concat_ws(' ',
  oid, :owner, piece, sha256(lo_get(oid, piece * 1048576, 1048576))) collate "C", 0)), 0)
from (select oid, lomowner, lomacl, lo_lseek64(lo_open(oid, 262144), 0, 2) as size from pg_catalog.pg_largeobject_metadata) o,
  generate_series(0, size / 1048576) as piece;
\endif
rollback;
