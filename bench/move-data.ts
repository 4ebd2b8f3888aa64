import { smallRows } from "../test/move/seed";

/** Next to nothing, which shows what takes its time at any size; and three shapes that strain a copy differently. */
export function moveData(scale: number): Readonly<Record<string, string>> {
  const count = (size: number) => Math.round(size * scale);
  return {
    "1,000 rows": smallRows(1000),
    "small rows": smallRows(count(1_000_000)),
    "wide rows": `create table wide (id int primary key, body text not null, attributes jsonb not null);
alter table wide alter body set storage external;
insert into wide select n, (select string_agg(md5(n || ' ' || m), '') from generate_series(1, 128) m),
  jsonb_build_object('number', n, 'tags', array[md5(n::text), md5((n + 1)::text)]) from generate_series(1, ${count(50_000)}) n;`,
    "large objects": `create table pictures (id int primary key, picture oid not null);
insert into pictures select n, lo_from_bytea(0, (select string_agg(sha256((n || ' ' || m)::bytea), '')
  from generate_series(1, 16384) m)) from generate_series(1, ${count(400)}) n;`,
  };
}
