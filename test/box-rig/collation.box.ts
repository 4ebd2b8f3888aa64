import { expect } from "chai";
import { postgresService } from "../../box/compose/postgres-service";
import { postgresImage } from "../../plan/postgres-majors";
import { samplePlan } from "../box/sample-plan";
import { rig } from "../../rig/rig";
import { Server } from "./server";

/** German, Swedish, Turkish, upper and lower, digits, combining marks, emoji, punctuation, Han, a character outside the BMP. */
const words =
  "Zebra zebra Äpfel Apfel apfel äpfel Öl Ol öl ol Straße Strasse STRASSE Ångström Zürich z a-b a_b ab A_B a1 a10 a2 é è e\u0301 e É İ ı i I ñ n ~ ! _ 😀 👩‍👧 漢字 𐐷 ﬁ fi ss ß œ oe co-op coop Co-op";

const setup = `create table words (word text primary key);
insert into words select distinct regexp_split_to_table($words$${words}$words$, ' ');
insert into words select 'w' || md5(n::text) || chr(192 + n % 300) from generate_series(1, 5000) as n;
create extension amcheck;`;

function serviceOf(major: number) {
  const plan = samplePlan();
  return postgresService({
    ...plan,
    box: { ...plan.box, images: { ...plan.box.images, postgres: postgresImage(major) } },
  });
}

const order = (collation = "") =>
  `select string_agg(word, ' ' order by word ${collation}) from words where word !~ '^w[0-9a-f]{32}'`;
const checked = "select bt_index_check('words_pkey', true)";

describe("The order of text", () => {
  let one: Server;
  let other: Server;

  before(async () => {
    one = await Server.postgres(rig(), "order17", serviceOf(17));
    other = await Server.postgres(rig(), "order18", serviceOf(18));
    for (const server of [one, other]) {
      const locale = (database: string, how: string) =>
        server
          .sql(`create database ${database} template template0 ${how}`)
          .then(() => server.sql(setup, database));
      await server.sql(setup);
      await locale("glibc", "locale_provider libc locale 'en_US.UTF-8'");
      await locale("icu", "locale_provider icu icu_locale 'en'");
    }
  });

  after(() => Promise.all([one.remove(), other.remove()]));

  it("comes from two different C and ICU libraries in this test", async () => {
    const versions = await Promise.all(
      [one, other].map((server) =>
        server.sql(
          "select pg_collation_actual_version(oid) from pg_collation where collname in ('en_US.utf8', 'en-x-icu') order by 1 desc",
        ),
      ),
    );
    console.log(
      `    versions of ICU and glibc collations: ${versions.map((text) => text.replace("\n", ", ")).join(" and ")}`,
    );
    expect(versions[0]).not.to.equal(versions[1]);
  });

  it("is that of code points under the box's locale, the same on both, and every index is sound", async () => {
    const orders = await Promise.all([one, other].map((server) => server.sql(order())));
    expect(orders[0]).to.equal(orders[1]);
    // Also for a language without PostgreSQL: UTF-8 sorts by bytes as by code points.
    const found = (orders[0] ?? "").split(" ");
    expect(found).to.deep.equal(found.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    for (const server of [one, other]) expect(await server.sql(checked)).to.equal("");
  });

  it("finds by index what a scan finds, on both", async () => {
    const range =
      "select count(*), min(word), max(word) from words where word between 'a' and 'Å' or word > 'ß'";
    for (const server of [one, other]) {
      const found = await Promise.all(
        ["enable_seqscan", "enable_indexscan"].map((off) =>
          server.sql(
            `set ${off} = off; set enable_bitmapscan = off; set enable_indexonlyscan = ${off === "enable_seqscan" ? "on" : "off"}; ${range}`,
          ),
        ),
      );
      expect(found[0]).to.equal(found[1]);
    }
  });

  it("differs from it, and between C and ICU library, in databases with a language's locale", async () => {
    const own = await one.sql(order());
    const [glibc, icu] = [await one.sql(order(), "glibc"), await one.sql(order(), "icu")];
    console.log(`    builtin C.UTF-8: ${own}\n    glibc en_US:     ${glibc}\n    ICU en:          ${icu}`);
    expect(new Set([own, glibc, icu]).size).to.equal(3);
  });

  it("is a language's own where a column or a query asks for it", async () => {
    const sorted = (collation: string) =>
      one.sql(
        `select string_agg(w, ' ' order by w collate "${collation}") from unnest(array['Zebra', 'Äpfel', 'apfel', 'Öl']) w`,
      );
    expect([await sorted("default"), await sorted("de-x-icu"), await sorted("sv-x-icu")]).to.deep.equal([
      "Zebra apfel Äpfel Öl",
      "apfel Äpfel Öl Zebra",
      "apfel Zebra Äpfel Öl",
    ]);
  });

  it("knows upper and lower case of all languages, also without a language", async () => {
    expect(await one.sql("select upper('äöüéñ') || lower('ÄÖÜÉÑ')")).to.equal("ÄÖÜÉÑäöüéñ");
  });
});
