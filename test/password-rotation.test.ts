import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { derivedSecret } from "../components/derived-secret";
import { passwordsOf } from "../components/cache";
import { appPassword } from "../components/secrets";
import { sampleApp } from "./box/sample-plan";
import { evaluated } from "./evaluated";
import { fargateStack } from "./fargate-stack";

const made = "urn:pulumi:dev::ladder::aws:lambda/invocation:Invocation::make-databases";

describe("a rotation of an app's passwords", () => {
  it("derives a password of each version: the first is what stacks have had before there were others", async () => {
    const app = sampleApp("shop", { passwordVersion: 2 });
    const key = pulumi.output("the stack's key");
    const value = (version?: number) =>
      new Promise<string>((done) => appPassword(key, app, "DATABASE_PASSWORD", version).apply(done));
    const expected = (version: number) =>
      derivedSecret("the stack's key", "password:shop/DATABASE_PASSWORD", version, 32);
    expect([await value(1), await value()]).to.deep.equal([expected(1), expected(2)]);
    expect(expected(1)).not.to.equal(expected(2));
  });

  it("lets ElastiCache take today's password and the one before, never more than the two that AWS allows", async () => {
    const key = pulumi.output("the stack's key");
    const accepted = (passwordVersion: number) => {
      const both = passwordsOf(sampleApp("shop", { passwordVersion }), key);
      return new Promise<readonly string[]>((done) => pulumi.all([...both]).apply(done));
    };
    const cache = (version: number) =>
      derivedSecret("the stack's key", "password:shop/CACHE_PASSWORD", version, 32);
    expect(await accepted(1)).to.deep.equal([cache(1)]);
    expect(await accepted(2)).to.deep.equal([cache(2), cache(1)]);
    expect(await accepted(9)).to.deep.equal([cache(9), cache(8)]);
  });

  it("ends the database's earlier one when every app is rolled out", async () => {
    const stack = await evaluated("dev", fargateStack("apps.0.passwordVersion=2"));
    const closing = stack.resources.find(({ name }) => name === "make-databases.earlier-passwords");
    const rolledOut = ["shop", "watch", "wiki"].map(
      (name) => `urn:pulumi:dev::ladder::ladder:tiers:Fargate$pulumi-nodejs:dynamic/ladder:RollOut::${name}`,
    );
    expect(closing?.options.dependsOn).to.include.members([made, ...rolledOut]);
    expect(closing?.inputs["input"]).to.equal("[secret]");
  });

  it("adds that one resource and replaces, removes or renames none", async () => {
    const urns = async (...set: readonly string[]) =>
      (await evaluated("dev", fargateStack(...set))).resources.map(({ urn }) => urn).sort();
    const before = await urns();
    const after = await urns("apps.0.passwordVersion=2");
    expect(after.filter((urn) => !before.includes(urn))).to.deep.equal([`${made}.earlier-passwords`]);
    expect(before.filter((urn) => !after.includes(urn))).to.deep.equal([]);
    expect(await urns("apps.0.passwordVersion=3")).to.deep.equal(after);
  });

  it("of RDS's administrator reaches RDS before the parameter that programs read", async () => {
    const { resources } = await evaluated("dev", fargateStack("rds.passwordVersion=2"));
    const parameter = resources.find(({ name }) => name === "rds-password");
    expect(parameter?.options.dependsOn).to.include(
      "urn:pulumi:dev::ladder::aws:rds/instance:Instance::databases",
    );
  });

  it("changes no resource of a box but its bundle, and the secrets", async () => {
    const shop = { name: "shop", image: "traefik/whoami:v1.11.0", port: 80, database: true, cache: true };
    const inputs = async (passwordVersion: number) => {
      const apps = JSON.stringify([{ ...shop, passwordVersion }]);
      const { resources } = await evaluated("dev", [`apps=${apps}`]);
      return new Map(resources.map(({ urn, inputs: given }) => [urn, JSON.stringify(given)]));
    };
    const [before, after] = [await inputs(1), await inputs(2)];
    expect([...after.keys()]).to.deep.equal([...before.keys()]);
    const changed = [...after].filter(([urn, given]) => before.get(urn) !== given).map(([urn]) => urn);
    expect(changed.map((urn) => urn.split("$").at(-1))).to.deep.equal([
      "aws:s3/bucketObjectv2:BucketObjectv2::bundle",
      "pulumi-nodejs:dynamic/ladder:RunOnBox::box",
    ]);
  });
});
