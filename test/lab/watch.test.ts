import { request } from "node:http";
import { expect } from "chai";
import { longestGap } from "../../lab/visitor";
import { Traffic } from "../../lab/watch/traffic";
import { startViewServer } from "../../lab/watch/view-server";
import { watchText, type WatchState } from "../../lab/watch/watch-state";
import { calm } from "./calm-view";

const state: WatchState = {
  ...calm,
  sides: [
    { name: "compose", weight: 90, percent: 88 },
    { name: "fargate", weight: 10, percent: 12 },
  ],
};

describe("what a live view shows", () => {
  it("is how many answers came a second, and from whom, of the last seconds", () => {
    const traffic = new Traffic();
    for (let at = 0; at < 20_000; at += 100)
      traffic.add({ what: "page", at, address: at % 1000 === 0 ? "10.0.0.2" : "10.0.0.1", failed: false });
    traffic.add({ what: "page", at: 19_950, failed: true });
    expect(traffic.rate(20_000)).to.equal(10);
    expect(
      [["10.0.0.1"], ["10.0.0.2"], ["10.0.0.3"]].map((side) => traffic.percent(side, 20_000)),
    ).to.deep.equal([90, 10, 0]);
    expect(traffic.failures).to.equal(1);
    expect(traffic.percent(["10.0.0.1"], 90_000)).to.equal(0);
  });

  it("is a screen of a terminal, too", () => {
    expect(watchText(state, "http://127.0.0.1:1/")).to.equal(
      [
        "Page with buttons: http://127.0.0.1:1/   (end with Ctrl-C)",
        "",
        "compose    ##################..  88 % of answers, DNS weight 90",
        "fargate    ##..................  12 % of answers, DNS weight 10",
        "",
        "21.4 answers a second, 120 writes, 118 pages, 0 failures",
        "Todos: box 120",
        "Last acknowledged write 0.1 s ago",
        "No switch at work",
      ].join("\n"),
    );
  });

  it("calls the longest time between two acknowledgements the write stop", () => {
    expect([longestGap([]), longestGap([5]), longestGap([0, 50, 4050, 4100])]).to.deep.equal([0, 0, 4000]);
  });
});

describe("the page of the live view", () => {
  const orders: string[] = [];
  let url = "";
  let close: () => void;

  before(async () => {
    const watched = { state, begin: (tier: string) => orders.push(tier) === 1 };
    const started = await startViewServer(watched, 0);
    url = started.url;
    close = () => started.server.close();
  });
  after(() => close());

  const order = (body: string, type = "application/json"): Promise<number | undefined> =>
    new Promise((done, failed) => {
      const headers = { "content-type": type };
      request(`${url}switch`, { method: "POST", headers, agent: false }, ({ statusCode }) => done(statusCode))
        .on("error", failed)
        .end(body);
    });

  it("takes one order at a time, of tiers that there are", async () => {
    expect(await order('{"tier":"fargate"}')).to.equal(202);
    expect(await order('{"tier":"compose"}')).to.equal(409);
    expect(await order('{"tier":"moon"}')).to.equal(400);
    expect(await order("nonsense")).to.equal(400);
    expect(orders).to.deep.equal(["fargate", "compose"]);
  });

  it("takes none from other sites' pages, which cannot send JSON", async () => {
    expect(await order('{"tier":"fargate"}', "text/plain")).to.equal(415);
    expect(await order("x".repeat(1000))).to.equal(413);
  });
});
