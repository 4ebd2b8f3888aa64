-- A database with every kind of thing that a move may lose; run in a database of its own.
create schema "Größe & Co";
comment on schema "Größe & Co" is 'with a comment 🐘';
create extension citext;
create extension hstore with schema "Größe & Co";
create extension pg_trgm;
create extension amcheck;
create type mood as enum ('sad', 'ok', 'happy');
create type point3 as (x float8, y float4, z numeric(12, 4));
create domain email as citext check (value ~ '@');
create collation german (provider = icu, locale = 'de-x-icu');

create table kinds (
  id bigint generated always as identity primary key,
  small smallint default 7, exact numeric(40, 20), float float8, single float4, flag boolean,
  plain text, fixed char(5), sized varchar(20), folded citext, at_de text collate german,
  bytes bytea, stamp timestamptz, local timestamp, day date, hour time, zoned timetz, span interval,
  uuid uuid default gen_random_uuid(), document jsonb, raw json, markup xml, address inet, net cidr, mac macaddr,
  bits bit varying(9), words tsvector, range int4range, several datemultirange, list int[], grid text[][],
  feeling mood, spot point3, mail email, store "Größe & Co".hstore, shape polygon, price money, name name, internal "char",
  upper_text text generated always as (upper(plain)) stored,
  constraint positive check (small > 0)
);
insert into kinds (exact, float, single, flag, plain, fixed, sized, folded, at_de, bytes, stamp, local, day, hour, zoned, span,
  document, raw, markup, address, net, mac, bits, words, range, several, list, grid, feeling, spot, mail, store, shape, price, name,
  internal)
select n / 7.0, case n % 5 when 0 then 'NaN' when 1 then '-Infinity' else 1.0 / n end, 0.1::float4 * n, n % 2 = 0,
  (array['', 'Äpfel', 'Zoë', E'line\nbreak\ttab\\', 'emoji 👩‍👩‍👧‍👦', 'e' || U&'\0301', null])[n % 7 + 1], 'ab', 'x' || n, 'MiXeD' || n, 'ß' || n,
  decode(md5(n::text), 'hex'), timestamptz '2026-03-29 02:30+01' + n * interval '1 hour', 'infinity', '4713-01-01 BC', '23:59:60',
  '12:00:00+05:30', '1 year -2 days 03:04:05.678', jsonb_build_object('n', n, 'nested', array[n, null]), '{"b": 1,  "a": 2}',
  '<a>ü</a>', '2001:db8::1', '10.0.0.0/8', '08:00:2b:01:02:03', b'101', to_tsvector('english', 'running dogs ' || n),
  int4range(n, n + 5), '{[2026-01-01,2026-02-01),[2026-03-01,)}', array[n, null, n + 1], array[['a', 'b'], ['c', null]],
  (array['sad', 'ok', 'happy'])[n % 3 + 1]::mood, row(1.5, n, n / 3.0)::point3, 'me' || n || '@example.com',
  "Größe & Co".hstore('key', n::text), '((0,0),(1,1),(2,0))', 12.34, 'name' || n, 'q'
from generate_series(1, 500) as n;
alter table kinds drop column hour;
create index on kinds using gin (words);
create index on kinds using gist (range);
create index on kinds (lower(plain)) where flag;
create index trigrams on kinds using gin (plain gin_trgm_ops);
create unique index on kinds (at_de, id) include (small);
create statistics correlated (dependencies) on small, flag from kinds;
comment on column kinds.plain is 'what was said';
alter table kinds alter column plain set storage external, alter column small set statistics 500;
alter table kinds cluster on kinds_pkey;

create table events (at timestamptz not null, what text) partition by range (at);
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01') partition by list (what);
create table events_2026_in partition of events_2026 for values in ('in', null);
create table events_rest partition of events default;
create index on events (at);
insert into events select timestamptz '2026-06-01' + n * interval '10 days', case when n % 3 = 0 then null else 'in' end
  from generate_series(1, 20) as n;
insert into events values ('2030-01-01', 'later'), ('2030-01-01', 'later');
create table parent (a int);
create table child (b int) inherits (parent);
insert into child values (1, 2);
insert into parent values (3);
create unlogged table scratch as select 1 as a;
create table no_columns ();
insert into no_columns default values;
create table parent_key (id int primary key, boss int references parent_key deferrable initially deferred);
insert into parent_key values (1, 2), (2, 1);
create table "select" ("from" int references parent_key on delete cascade, t text, exclude using gist (int4range("from", "from" + 1) with &&));
insert into "select" values (1, 'eins');
create table big (id int, body text);
insert into big select n, repeat(md5(n::text), 3000) from generate_series(1, 60) as n;

create sequence never_used start 40 increment -3 minvalue -100 maxvalue 40 cycle;
create sequence used;
select setval('used', 123456789012), setval('kinds_id_seq', 9000, false);

create view summed with (security_barrier) as select flag, count(*), string_agg(plain, ',' order by id) from kinds group by flag;
create materialized view kept as select count(*) from kinds with no data;
create function twice(n int) returns int language sql immutable return n * 2;
create function note() returns trigger language plpgsql as $$ begin raise debug 'noted'; return new; end $$;
create procedure nothing() language sql as 'select 1';
create aggregate product(int) (sfunc = int4mul, stype = int, initcond = 1);
create operator === (function = int4eq, leftarg = int, rightarg = int);
create trigger noted after insert on kinds for each row execute function note();
alter table kinds disable trigger noted;
create rule quiet as on delete to big do instead nothing;
create table secret (owner text, value text);
insert into secret values ('todo', 'mine'), ('other', 'not mine');
alter table secret enable row level security;
alter table secret force row level security;
create policy own on secret using (owner = current_user);
create publication changes for table kinds (id, plain) where (id > 10);
create text search configuration public.own (copy = german);
create function watched() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger watch on ddl_command_end execute function watched();
alter event trigger watch disable;
alter default privileges in schema public grant select on tables to pg_monitor;
grant select (id), update (plain) on kinds to pg_monitor;
grant usage on sequence used to pg_monitor with grant option;

select lo_from_bytea(4711, convert_to(repeat('large object ', 100000), 'UTF8')), lo_from_bytea(4712, ''), lo_create(4713);
grant select on large object 4711 to pg_monitor;
comment on large object 4711 is 'of 1.3 MB';
