import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { memoryPlan } from "../../plan/memory";
import { checkSettings } from "../../settings/check";
import { readFolders } from "../../settings/folders";
import { readStackFile } from "../../settings/read-file";
import type { AppSettings, Settings } from "../../settings/schema";

function settingsOf(stack: string): Settings {
  const { raw, region } = readStackFile(".", stack);
  return checkSettings(raw, { stack, region });
}

function freeMb({ apps, box }: Settings): number {
  return memoryPlan({
    instanceType: box.instance,
    apps: apps.filter((app) => app.static === undefined),
    databaseMb: box.databaseMemoryMb,
    cacheMb: box.cacheMemoryMb,
  }).freeMb;
}

function count(settings: Settings, is: (app: AppSettings) => unknown): number {
  return settings.apps.filter(is).length;
}

describe("the committed stacks", () => {
  const dev = settingsOf("dev");
  const prod = settingsOf("prod");

  it("dev is a portfolio of 22 apps of every kind", () => {
    expect({
      apps: dev.apps.length,
      static: count(dev, (app) => app.static),
      workers: count(dev, (app) => app.static === undefined && app.port === undefined),
      built: count(dev, (app) => app.build),
      databases: count(dev, (app) => app.database),
      caches: count(dev, (app) => app.cache),
      rateLimits: count(dev, (app) => app.rateLimit),
    }).to.deep.equal({ apps: 22, static: 2, workers: 2, built: 3, databases: 5, caches: 3, rateLimits: 1 });
  });

  it("dev fits into its box with room for one more small app, prod with room to double", () => {
    expect(freeMb(dev)).to.be.within(64, 160);
    expect(freeMb(prod)).to.be.at.least(640);
  });

  it("needs no value from the user: every secret is generated", () => {
    const secrets = [...dev.apps, ...prod.apps].flatMap((app) => app.secrets);
    expect(secrets.filter((secret) => typeof secret === "string")).to.deep.equal([]);
  });

  it("every folder of both stacks can be built or served", () => {
    const folders = { ...readFolders(dev, "."), ...readFolders(prod, ".") };
    expect(Object.keys(folders).toSorted()).to.deep.equal(
      ["app", "docs", "groceries", "portfolio", "site-watch", "todo", "watch"].toSorted(),
    );
  });
});

describe("docs/portfolio-images.md", () => {
  it("has a row for exactly the images in use", () => {
    const documented = readFileSync("docs/portfolio-images.md", "utf8").matchAll(/^\| `([^`]+)` +\|/gm);
    const used = settingsOf("dev").apps.flatMap((app) => app.image ?? []);
    expect([...documented].map((match) => match[1]).toSorted()).to.deep.equal(used.toSorted());
  });
});

describe("the example sites", () => {
  it("say their language, their title and how wide they are", () => {
    const pages = readdirSync("examples").filter((folder) => folder.startsWith("site-"));
    const lacking = pages.filter((folder) => {
      const html = readFileSync(`examples/${folder}/index.html`, "utf8");
      return !/<html lang="en">[^]*name="viewport"[^]*<title>[^<]+<\/title>[^]*<h1>[^]*<\/main>/.test(html);
    });
    expect({ pages, lacking }).to.deep.equal({ pages: ["site-docs", "site-portfolio"], lacking: [] });
  });
});
