import { readFileSync } from "node:fs";

/** Of the box rig's database with every kind of thing what an app may make itself; the rest only a superuser may. */
export function everyKind(): string {
  return readFileSync("test/box-rig/data/every-kind.sql", "utf8")
    .replace(/^create extension amcheck;\n/m, "")
    .replace(/^create function watched\(\)[^]*?^alter event trigger watch disable;\n/m, "");
}

/** Many small rows behind a chain of foreign keys. */
export function smallRows(count: number): string {
  return `create table level0 (id bigint generated always as identity primary key, body text not null);
insert into level0 (body) select 'Zeile ' || n || ' ' || md5(n::text) from generate_series(1, ${count}) n;
create index on level0 (body);
${[1, 2, 3, 4, 5].map((level) => keyed(level, count)).join("\n")}`;
}

function keyed(level: number, count: number): string {
  return `create table level${level} (id serial primary key, above bigint not null references level${level - 1} on delete cascade);
insert into level${level} (above) select n from generate_series(1, ${Math.min(count, 1000)}) n;`;
}

/** The table that AcknowledgedWrites fills; without a key, so that a row that came twice would be there twice. */
export const written =
  "create table written (row int not null, body text); create sequence numbered; select nextval('numbered');";
