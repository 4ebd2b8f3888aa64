import { expect } from "chai";
import { type Browser, chromium, type Page } from "playwright-core";
import { until } from "../../rig/command";
import type { Running } from "../box-rig/running";
import { browserArguments } from "../report/browser-arguments";
import { lab } from "./ladder-lab";
import { labDown, labUp } from "./running-lab";

const executablePath = process.env["CHROMIUM"];
const switchSeconds = 600;

describe("The lab's live view", () => {
  let view: Running;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const text = (id: string) => page.locator(`#${id}`).textContent();
  const number = async (id: string) => parseFloat((await text(id)) ?? "");

  before(async () => {
    await labUp();
    view = lab("watch");
    const url = await until("the view says where it is", 60, () =>
      Promise.resolve(/Page with buttons: (\S+)/.exec(view.stdout)?.[1]),
    );
    browser = await chromium.launch({ executablePath, headless: true, args: browserArguments });
    page = await browser.newPage({ viewport: { width: 800, height: 600 } });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(url);
  });
  after(async () => {
    await browser?.close();
    view.child.kill("SIGTERM");
    expect((await view.ended).exitCode).to.equal(0);
    await labDown();
  });

  it("shows who answers, and that writes go on", async () => {
    await until("the box answers everything", 60, async () =>
      /^compose100 % /.test((await text("side-compose")) ?? ""),
    );
    const before = await number("writes");
    await until("writes go on", 30, async () => (await number("writes")) > before);
    expect(await number("rate")).to.be.greaterThan(0);
    await until("rows are counted", 30, async () => /^box \d+$/.test((await text("rows")) ?? ""));
    expect(await page.locator("#to-compose").isDisabled()).to.equal(true);
  });

  it("switches when a button is pressed, and takes no second order meanwhile", async () => {
    await page.locator("#to-fargate").click();
    await until("a step is shown", 60, async () =>
      /^Switching to fargate for/.test((await text("step")) ?? ""),
    );
    expect(await page.locator("#to-fargate").isDisabled()).to.equal(true);
    const second = await page.evaluate(async () => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/switch", { method: "POST", headers, body: '{"tier":"fargate"}' });
      return answer.status;
    });
    expect(second).to.equal(409);
    await until("the databases have moved", switchSeconds, async () =>
      /rds \d+/.test((await text("rows")) ?? ""),
    );
    await page.screenshot({ path: "test-results/lab-watch-switch.png", fullPage: true });
    await until("the switch has ended", switchSeconds, async () => (await text("last")) !== "");
    expect(await text("last")).to.match(
      /^Switched to fargate[.] The databases are on RDS[.]\n[1-9]\d+ writes were acknowledged; not there exactly once: 0[.]\n[1-9]\d+ pages were read[.]\nFailures outside of the fence: 0, /,
    );
    console.log(await text("last"));
  });

  it("shows the new side, which has all the rows", async () => {
    await until("Fargate answers everything", 90, async () =>
      /^fargate100 % [(]DNS weight 100[)]$/.test((await text("side-fargate")) ?? ""),
    );
    await until("rows are counted", 30, async () => /rds \d+/.test((await text("rows")) ?? ""));
    expect(await page.locator("#to-compose").isDisabled()).to.equal(false);
    await page.screenshot({ path: "test-results/lab-watch.png", fullPage: true });
    // The second order was refused, as the browser says.
    expect(complaints.filter((line) => !line.includes("409"))).to.deep.equal([]);
  });
});
