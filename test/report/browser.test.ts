import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { money } from "../../cost/render/format";
import { htmlReport } from "../../cost/report/html";
import { browserArguments } from "./browser-arguments";
import { lowContrastTexts } from "./low-contrast-texts";
import { sampleReport, sampleReview } from "./sample-report";

// scripts/test-report.sh gets a browser and runs this file with its path; `npm test` has none.
const executablePath = process.env["CHROMIUM"];

if (executablePath !== undefined) describe("The HTML report in a browser", browserTests);

function browserTests(): void {
  const folder = mkdtempSync(join(tmpdir(), "ladder-report-"));
  const file = join(folder, "report.html");
  const requests: string[] = [];
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  before(async () => {
    writeFileSync(file, htmlReport(sampleReport));
    // Each launch has a new profile of its own.
    browser = await chromium.launch({ executablePath, headless: true, args: browserArguments });
  });

  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(width: number, options: BrowserContextOptions = {}): Promise<void> {
    page = await browser.newPage({ viewport: { width, height: 844 }, ...options });
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(file).href);
  }

  afterEach(async () => {
    await page.close();
    const [opened, ...others] = requests.splice(0).filter((url) => !url.startsWith("data:"));
    expect([opened, others]).to.deep.equal([pathToFileURL(file).href, []]);
    expect(complaints.splice(0)).to.deep.equal([]);
  });

  const monthly = () => column(5);
  const column = (index: number) =>
    page.$$eval(
      "#lines tbody tr",
      (rows, at) => rows.map((row) => row.children[at]?.getAttribute("data-value")),
      index,
    );

  it("shows the numbers of the JSON", async () => {
    await open(1280);
    expect(await page.textContent("#total")).to.equal("$43.96");
    expect(await monthly()).to.deep.equal(sampleReview.lines.map((line) => String(line.monthly)));
    const { options = [] } = sampleReport.comparison ?? {};
    for (const { id, monthly: price, currency } of options) {
      const shown = await page.textContent(`[data-option="${id}"] .price`);
      const amount =
        price === null ? "cannot run it" : `${currency === "USD" ? "$" : "EUR "}${price.toFixed(2)}`;
      expect(shown?.slice(0, amount.length), id).to.equal(amount);
    }
  });

  it("shows all charts, each with its numbers in a table", async () => {
    await open(1280);
    expect(await page.locator(".chart.wide svg:visible").count()).to.equal(3);
    expect(await page.locator(".chart.narrow svg:visible").count()).to.equal(0);
    expect(await page.locator("section:has(.chart) table").count()).to.equal(3);
    const labels = await page.$$eval(".chart.wide", (charts) =>
      charts.map((chart) => chart.textContent ?? ""),
    );
    for (const text of ["$29.20", "$13.16", "−$0.90"]) expect(labels[0]).to.include(text);
    for (const text of ["tier steep", "tier flat", "Hetzner Cloud"]) expect(labels[1]).to.include(text);
  });

  it("sorts by keyboard and says how", async () => {
    await open(1280);
    await page.focus("#lines th:nth-child(6) button");
    await page.keyboard.press("Enter");
    expect(await monthly()).to.deep.equal(["29.2", "12.264", "2.5", "0.9", "-0.9"]);
    expect(await page.getAttribute("#lines th:nth-child(6)", "aria-sort")).to.equal("descending");
    await page.keyboard.press("Space");
    expect(await monthly()).to.deep.equal(["-0.9", "0.9", "2.5", "12.264", "29.2"]);
    await page.focus("#lines th:nth-child(2) button");
    await page.keyboard.press("Enter");
    expect(await column(1)).to.deep.equal(["EC2", "EC2", "ECS", "Free allowances", "S3"]);
    const sorts = await page.$$eval("#lines th[aria-sort]", (heads) =>
      heads.map((head) => head.getAttribute("aria-sort")),
    );
    expect(sorts).to.deep.equal(["none", "ascending", "none", "none", "none", "none"]);
  });

  it("ranks the options for the number of apps that the keyboard chooses", async () => {
    await open(1280);
    await page.focus("#count");
    await page.keyboard.press("End");
    expect(await page.textContent("#count-shown")).to.equal("50");
    const ranked = await page.$$eval(".ranking output", (cells) =>
      cells.map((cell) => cell.textContent?.replace("+", "")),
    );
    const last = (sampleReport.comparison?.curves.apps.series ?? []).map(
      ({ values }) => values.at(-1) ?? Infinity,
    );
    expect(ranked).to.deep.equal(last.toSorted((a, b) => a - b).map((amount) => `$${money(amount)}`));
  });

  it("reaches every control with the Tab key, with a visible outline", async () => {
    await open(1280);
    const count = await page
      .locator("button:visible, summary:visible, input:visible, a[href]:visible, [tabindex='0']:visible")
      .count();
    const reached = new Set<string>();
    for (let step = 0; step < count; step++) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(outlined));
    }
    expect(reached.size).to.equal(count);
    expect([...reached].filter((text) => !text.endsWith("solid"))).to.deep.equal([]);
  });

  for (const width of [390, 768, 1280]) {
    it(`does not overflow sideways at ${width} px, also with everything unfolded`, async () => {
      await open(width);
      await page.$$eval("details", (all) => all.forEach((one) => one.setAttribute("open", "")));
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(width);
    });
  }

  it("shows the narrow charts on a phone", async () => {
    await open(390);
    expect(await page.locator(".chart.narrow svg:visible").count()).to.equal(3);
    expect(await page.locator(".chart.wide svg:visible").count()).to.equal(0);
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`has text of at least AA contrast in the ${scheme} scheme, also by the button`, async () => {
      await open(1280, { colorScheme: scheme });
      await page.$$eval("details", (all) => all.forEach((one) => one.setAttribute("open", "")));
      expect(await page.evaluate(lowContrastTexts)).to.deep.equal([]);
      const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await page.click("#theme");
      expect(await page.evaluate(lowContrastTexts)).to.deep.equal([]);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).to.not.equal(before);
    });
  }

  it("shows every line and curve without scripts", async () => {
    await open(1280, { javaScriptEnabled: false });
    expect(await page.locator("#lines tbody tr:visible").count()).to.equal(sampleReview.lines.length);
    expect(await page.locator(".chart.wide svg:visible").count()).to.equal(3);
    expect(await page.locator("#theme:visible, #ranking:visible").count()).to.equal(0);
  });
}

/** Place and outline of what has the focus. Runs in the page. */
function outlined(): string {
  const element = document.activeElement;
  if (!element) return "nothing";
  return `${[...document.querySelectorAll("*")].indexOf(element)} ${getComputedStyle(element).outlineStyle}`;
}
