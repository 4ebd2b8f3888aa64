import { askFirstDatabase } from "./lab-data";
import type { Lab } from "./lab";

/** Rows of the table that only the lab knows: some of them, by their numbers from 1. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** PostgreSQL's pages have 8192 bytes, and four rows of this width fill one; they are too short to be compressed or put elsewhere. */
const hashesPerRow = 31;
const bytesPerRow = 2048;

export function rowsOf(bytes: number): number {
  return Math.ceil(bytes / bytesPerRow);
}

/** Whose table it is: as if the first app's own migration had made it, so that a move takes it along. */
const asOwner = `select tableowner as owner from pg_tables where schemaname = 'public' and tablename = 'todos' \\gset
set role :"owner";`;

/** Hashes do not compress. A row is always the same, so filling may be repeated. */
export async function fillRows(lab: Lab, { from, to }: RowRange): Promise<object> {
  await askFirstDatabase(
    lab,
    `${asOwner}
create table if not exists lab_rows (id bigint primary key, body bytea not null);
insert into lab_rows (id, body)
select n, (select string_agg(sha512(int8send(n * ${hashesPerRow} + k)), ''::bytea order by k) from generate_series(0, ${hashesPerRow - 1}) k)
from generate_series(${from}, ${to}) n
on conflict do nothing`,
  );
  return {};
}

const fingerprint =
  "select count(*) || ' ' || coalesce(sum(('x' || left(md5(int8send(id) || body), 16))::bit(64)::bigint::numeric), 0) from lab_rows";

/** How many there are, and a sum over all of their bytes. */
export function rowsFingerprint(lab: Lab): Promise<string> {
  return askFirstDatabase(lab, fingerprint);
}
