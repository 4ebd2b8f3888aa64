import { expect } from "chai";
import { Redis } from "ioredis";
import { accessString, noAccess } from "../../plan/cache-access";
import { Lab } from "../../lab/lab";
import type { Properties } from "../../rig/provider/difference";
import { startRig, stopRig } from "../../rig/rig";

const port = 6379;

describe("ElastiCache of the lab", () => {
  let lab: Lab;
  let host = "";
  const carry = (operation: "create" | "update" | "remove", type: string, id: string, inputs: Properties) =>
    lab.carry({ operation, type: `aws:elasticache/${type}`, name: id, id, inputs });
  const user = (password: string) => ({
    ...{ userId: "todo", userName: "app_todo", passwords: [password] },
    accessString: accessString("todo:"),
  });

  before(async () => {
    lab = new Lab(await startRig());
    const parameters = [{ name: "maxmemory-policy", value: "volatile-lru" }];
    await carry("create", "parameterGroup:ParameterGroup", "policy", { parameters });
    await carry("create", "user:User", "todo", user("of the todo app"));
    const nobody = {
      userId: "nobody",
      userName: "default",
      accessString: noAccess,
      passwords: ["of nobody"],
    };
    await carry("create", "user:User", "nobody", nobody);
    await carry("create", "userGroup:UserGroup", "all", { userGroupId: "all", userIds: ["nobody", "todo"] });
    const made = await carry("create", "replicationGroup:ReplicationGroup", "cache-1", {
      ...{ numCacheClusters: 1, parameterGroupName: "policy", port },
      ...{ transitEncryptionMode: "required", userGroupIds: ["all"] },
    });
    host = String(made["primaryEndpointAddress"]);
  });
  after(async () => {
    await carry("remove", "replicationGroup:ReplicationGroup", "cache-1", {});
    await stopRig();
  });

  /** What the cache says to one command; without trust it has no TLS at all. */
  async function said(password: string, trusts: boolean, ...[command = "", ...rest]: readonly string[]) {
    const ca = lab.caches.servers.get("cache-1")?.server.certificate;
    const client = new Redis({
      ...{ host, port, username: "app_todo", password, lazyConnect: true, retryStrategy: () => null },
      ...(trusts && { tls: { ca } }),
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return String(await client.call(command, ...rest));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      client.disconnect();
    }
  }

  it("takes an app with its password, over TLS with a certificate for its address", async () => {
    expect(await said("of the todo app", true, "SET", "todo:a", "1")).to.equal("OK");
    expect(await said("of the todo app", false, "GET", "todo:a")).to.equal("Connection is closed.");
    expect(await said("of another", true, "GET", "todo:a")).to.match(/WRONGPASS|Connection is closed/);
  });

  it("keeps an app to its own keys", async () => {
    expect(await said("of the todo app", true, "GET", "shop:a")).to.match(/^NOPERM/);
  });

  it("knows a changed password at once", async () => {
    await carry("update", "user:User", "todo", user("the next one"));
    expect(await said("the next one", true, "GET", "todo:a")).to.equal("1");
    expect(await said("of the todo app", true, "GET", "todo:a")).to.not.equal("1");
  });
});
