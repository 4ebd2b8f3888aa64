import { expect } from "chai";
import { toldNotes } from "../../plan/told-notes";
import { app, planned } from "./planned";

const notes = (settings: object) => toldNotes(planned({ apps: [app("shop")], ...settings }));

describe("who is told", () => {
  it("is nobody without alarms and a budget, and each is said", () => {
    expect(notes({})).to.deep.equal([
      "No alarms: nobody is told when the stack fails; ladder:alerts tells somebody (docs/operate.md).",
      "No budget: nobody is told what the account spends; ladder:budget tells somebody (docs/operate.md).",
    ]);
  });

  it("is nobody where no address is given, on each tier", () => {
    for (const tier of ["compose", "beanstalk", "fargate"])
      expect(
        notes({ tier, domain: "shop.dev", alerts: { alarms: "few" }, budget: { monthlyUsd: 20 } }),
      ).to.deep.equal([
        "Alarms reach nobody, only the console: set alerts.emails, or alerts.webhook.",
        "The budget reaches nobody, only the console: set budget.emails, or alerts.webhook.",
      ]);
  });

  it("is somebody with an address, or with the webhook of alarms, which the budget uses, too", () => {
    const emails = ["me@shop.dev"];
    expect(notes({ alerts: { emails }, budget: { monthlyUsd: 20, emails } })).to.deep.equal([]);
    const webhook = "/alerts/dev/webhook";
    expect(notes({ alerts: { webhook }, budget: { monthlyUsd: 20 } })).to.deep.equal([]);
  });

  it("is nobody at an address that is kept for examples", () => {
    const emails = ["ops@example.com", "me@shop.dev", "a@mail.example.org", "b@myexample.com"];
    expect(notes({ alerts: { emails }, budget: { monthlyUsd: 20, emails: ["d@box.test"] } })).to.deep.equal([
      "Nobody reads addresses that are kept for examples: alerts.emails ops@example.com, alerts.emails a@mail.example.org, budget.emails d@box.test.",
    ]);
  });
});
