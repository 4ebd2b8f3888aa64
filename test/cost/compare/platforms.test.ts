import { expect } from "chai";
import { platformTable } from "../../../cost/compare/platforms/table";
import type { Needs, Quote } from "../../../cost/compare/types";
import { loadPlatforms } from "../../../cost/prices/platforms";
import { container, sampleNeeds } from "./sample-needs";

const prices = loadPlatforms();

function quoteOf(id: string, changes: Partial<Needs> = {}): Quote {
  const rules = platformTable.find((platform) => platform.id === id);
  if (!rules) throw new Error(`no platform ${id}`);
  return rules.quote({ ...sampleNeeds, ...changes }, prices);
}

const amounts = (quote: Quote) => Object.fromEntries(quote.lines.map(({ what, monthly }) => [what, monthly]));
const missing = ({ gaps }: Quote) => gaps.map(({ what }) => what);

// Half of the million requests go to the web app and half to the static site: 500,000 x 0.02 s x 4 / 2,628,000 s is a
// peak of 0.0152 vCPU each, so one instance of any size is enough.
describe("Prices of other platforms for a web app with database and cache, a worker with a volume and a site", () => {
  it("Railway: memory and CPU by the minute, the plan's price included as use", () => {
    const quote = quoteOf("railway");
    expect(amounts(quote)).to.deep.equal({
      "memory of the apps": 7.232646, // (600 + 100 + 32) / 1024 GB x 43,800 min x 0.000231
      "memory of PostgreSQL and Redis": 2.371359, // (192 + 48) / 1024 x 43,800 x 0.000231
      CPU: 0.661318, // (1,000,000 x 0.02 / 2,628,000 + 5 x 0.005) vCPU x 43,800 x 0.000463
      volumes: 0.3, // 2 GB x 0.15
      egress: 0.5, // 10 GB x 0.05
      "Hobby plan": 5,
      "use included in the plan": -5,
    });
    expect(quote.monthly).to.equal(11.065323);
    expect(quote.gaps).to.deep.equal([]);
  });

  it("Railway costs the plan at least", () => {
    const tiny = { apps: [container("a", 32)], requests: 0, egressGb: 0 };
    expect(quoteOf("railway", tiny).monthly).to.equal(5);
  });

  it("Render: a service per container, one database, a cache elsewhere; no price for disks and sites", () => {
    const quote = quoteOf("render");
    expect(amounts(quote)).to.deep.equal({
      "web service standard (2 GB, 1 CPU)": 25, // 600 MB do not fit into 512
      "web service starter (512 MB, 0.5 CPU)": 7,
      "postgres basic-256mb": 6, // 192 MB fit into 256
      "database storage": 0.3, // 1 GB
      "cache commands": 2, // 500,000 requests x 2 commands / 100,000 x 0.20
      bandwidth: 0.75, // (10 - 5) GB x 0.15
    });
    expect(quote.monthly).to.equal(41.05);
    expect(missing(quote)).to.deep.equal(["1 app", "1 static site"]);
  });

  it("Fly.io: a machine for everything", () => {
    const quote = quoteOf("fly");
    expect(amounts(quote)).to.deep.equal({
      "machine shared-cpu-1x 1 GB": 5.92,
      "machine shared-cpu-1x 256 MB": 8.76, // worker, site, Redis, PostgreSQL: 4 x 2.19
      volumes: 0.3, // 2 GB x 0.15
      egress: 0.2, // 10 GB x 0.02
    });
    expect(quote.monthly).to.equal(15.18);
  });

  it("Fly.io charges more for egress in Asia", () => {
    expect(amounts(quoteOf("fly", { region: "ap-southeast-1" }))["egress"]).to.equal(0.4);
  });

  it("Supabase: the Pro plan with its compute credit, the apps at Fly.io", () => {
    const quote = quoteOf("supabase");
    expect(amounts(quote)).to.deep.equal({
      "Pro plan": 25,
      "compute micro (1 GB, 2 vCPU shared)": 10,
      "compute credit of the plan": -10,
      "machine shared-cpu-1x 1 GB": 5.92,
      "machine shared-cpu-1x 256 MB": 6.57, // worker, site, Redis: 3 x 2.19
      volumes: 0.15,
      egress: 0.2,
    });
    expect(quote.monthly).to.equal(37.84);
  });

  it("Supabase marks the compute sizes that nobody confirms", () => {
    const { lines } = quoteOf("supabase", { databaseMemoryMb: 1500 });
    expect(lines.filter((line) => line.unverified).map(({ what }) => what)).to.deep.equal([
      "compute small (2 GB)",
    ]);
  });

  it("Heroku: a dyno per app, an add-on per database and cache; no volumes", () => {
    const quote = quoteOf("heroku");
    expect(amounts(quote)).to.deep.equal({
      "dyno Standard-2X": 50, // 600 MB do not fit into 512
      "dyno Basic": 14, // worker and site
      databases: 5,
      caches: 3,
    });
    expect(quote.monthly).to.equal(72);
    expect(missing(quote)).to.deep.equal(["1 app"]);
  });

  it("Heroku: more than one dyno needs the Standard size", () => {
    // 40 million requests of one app: 1.2177 vCPU at the peak, 5 shared ones at 0.25.
    const quote = quoteOf("heroku", { apps: [container("a", 512)], requests: 40_000_000 });
    expect(amounts(quote)).to.deep.equal({ "dyno Standard-1X": 125 });
  });

  it("DigitalOcean App Platform: has no price for an app above 512 MiB, volumes and sites", () => {
    const quote = quoteOf("digitalocean-app-platform");
    expect(amounts(quote)).to.deep.equal({
      "App Platform basic 512 MiB": 5,
      "managed PostgreSQL 1 GB": 15.15,
      "managed Valkey 1 GB": 15,
      egress: 0.1,
    });
    expect(quote.monthly).to.equal(35.25);
    expect(missing(quote)).to.deep.equal(["1 app", "1 app", "1 static site"]);
    expect(quote.lines.map(({ unverified }) => unverified)).to.deep.equal([true, true, true, true]);
  });

  it("DigitalOcean droplet: 1,700 MiB need 1,828 nominal ones, so 2 GB", () => {
    const quote = quoteOf("digitalocean-droplet");
    expect(amounts(quote)).to.deep.equal({ "droplet s-1vcpu-2gb": 12, egress: 0.1 });
    expect(quote.monthly).to.equal(12.1);
  });

  it("DigitalOcean droplet: cannot run what is larger than the largest known one", () => {
    const quote = quoteOf("digitalocean-droplet", { boxMemoryMb: 5000 });
    expect(quote.monthly).to.equal(null);
    expect(missing(quote)).to.deep.equal(["3 apps"]);
  });

  it("Hetzner: the smallest server and its address, in euros", () => {
    const quote = quoteOf("hetzner");
    expect(amounts(quote)).to.deep.equal({ "CX23 (2 vCPU, 4 GB)": 5.49, "IPv4 address": 0.6 });
    expect(quote.monthly).to.equal(6.09);
  });

  it("Vercel: runs no containers, and static sites alone for the Pro plan", () => {
    expect(quoteOf("vercel").monthly).to.equal(null);
    expect(missing(quoteOf("vercel"))).to.deep.equal(["2 apps"]);
    const sites = quoteOf("vercel", { apps: [container("site", 0, { kind: "static" })], egressGb: 1100 });
    expect(amounts(sites)).to.deep.equal({ "Pro plan": 20, transfer: 15 }); // 100 GB x 0.15
  });

  it("every line names its source and date, and the lines sum to the price", () => {
    for (const { id } of platformTable) {
      const { lines, monthly } = quoteOf(id);
      for (const { source, asOf } of lines) {
        expect(Object.keys(prices.sources), id).to.include(source);
        expect(asOf, id).to.match(/\d{4}/);
      }
      const sum = lines.reduce((total, line) => total + Math.round(line.monthly * 1e6), 0) / 1e6;
      expect(monthly ?? 0, id).to.equal(sum);
    }
  });

  it("an unknown figure is an error that names the known ones", () => {
    const empty = { ...prices, platforms: { Railway: { currency: "USD", figures: [] } } };
    const quote = () => platformTable[0]?.quote(sampleNeeds, empty);
    expect(quote).to.throw('0 prices of Railway for "memory"');
  });
});
