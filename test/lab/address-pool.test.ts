import { expect } from "chai";
import { AddressPool } from "../../lab/fargate/address-pool";

describe("addresses of the lab's tasks", () => {
  it("are given again when a task has ended, and new ones only when none is left", () => {
    let last = 9;
    const pool = new AddressPool(() => `10.0.0.${(last += 1)}`);
    expect([pool.take(), pool.take()]).to.deep.equal(["10.0.0.10", "10.0.0.11"]);
    pool.giveBack("10.0.0.11");
    pool.giveBack("10.0.0.10");
    expect([pool.take(), pool.take(), pool.take()]).to.deep.equal(["10.0.0.11", "10.0.0.10", "10.0.0.12"]);
  });
});
