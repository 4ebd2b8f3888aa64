import { expect } from "chai";
import { secretsOf } from "../../lab/lab-leaks";

describe("secrets that no log of the lab may hold", () => {
  it("are whole values, and of an address its password; names and what describes a task are none", () => {
    const parameters = new Map([
      ["/ladder/lab/redis", "0123456789abcdef0123"],
      [
        "/ladder/lab/apps/todo/DATABASE_URL",
        "postgres://app_todo:fedcba9876543210fedc@db.lab.test:5432/app_todo",
      ],
      ["/ladder/lab/apps/todo/REDIS_PREFIX", "todo:"],
      ["/ladder/lab/dumps", '{"cluster":"ladder-lab-dumps-cluster"}'],
    ]);
    expect(secretsOf(parameters)).to.deep.equal([
      ["/ladder/lab/redis", "0123456789abcdef0123"],
      ["/ladder/lab/apps/todo/DATABASE_URL", "fedcba9876543210fedc"],
    ]);
  });
});
