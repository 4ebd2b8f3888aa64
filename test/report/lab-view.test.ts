import { expect } from "chai";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Server } from "node:http";
import { startViewServer } from "../../lab/watch/view-server";
import { until } from "../../rig/command";
import { calm } from "../lab/calm-view";
import { browserArguments } from "./browser-arguments";
import { lowContrastTexts } from "./low-contrast-texts";

// As browser.test.ts: `npm test` has no browser.
const executablePath = process.env["CHROMIUM"];

if (executablePath !== undefined) describe("The lab's live page in a browser", viewTests);

function viewTests(): void {
  let state = calm;
  const orders: string[] = [];
  const complaints: string[] = [];
  let server: Server;
  let browser: Browser;
  let page: Page;
  const shows = (id: string, wanted: string) =>
    until(`${id} shows ${wanted}`, 10, async () => (await page.locator(`#${id}`).textContent()) === wanted);

  before(async () => {
    const begin = (tier: string) => orders.push(tier) > 0;
    const started = await startViewServer(
      {
        get state() {
          return state;
        },
        begin,
      },
      0,
    );
    server = started.server;
    browser = await chromium.launch({ executablePath, headless: true, args: browserArguments });
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(started.url);
  });
  after(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
    expect(complaints).to.deep.equal([]);
  });

  it("shows who answers, and offers the tier that does not serve", async () => {
    await shows("side-compose", "compose100 % (DNS weight 100)");
    await shows("rate", "21.4");
    await shows("rows", "box 120");
    await shows("step", "No switch at work.");
    expect(await page.locator("#to-compose").isDisabled()).to.equal(true);
    expect(await page.locator("#to-fargate").isDisabled()).to.equal(false);
  });

  it("orders a switch by its button, and shows its step and its end", async () => {
    await page.locator("#to-fargate").click();
    await until("the order has come", 10, () => Promise.resolve(orders.length > 0));
    expect(orders).to.deep.equal(["fargate"]);
    state = { ...calm, doing: { tier: "fargate", step: "fencing", seconds: 31 }, sinceWrite: 4.2 };
    await shows("step", "Switching to fargate for 31 s: fencing");
    await shows("stop", "4.2 s");
    expect(await page.locator("#to-fargate").isDisabled()).to.equal(true);
    state = { ...calm, last: "Switched to fargate. <b>0</b> lost" };
    await shows("last", "Switched to fargate. <b>0</b> lost");
  });

  for (const colorScheme of ["light", "dark"] as const)
    it(`fits a phone and can be read, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390);
      expect(await page.evaluate(lowContrastTexts)).to.deep.equal([]);
    });
}
