import type { Document } from "yaml";
import { Deployment } from "./deployment";

/** Uses everything that AWS keeps for a managed tier. */
export const shop = {
  name: "shop",
  image: "ghcr.io/acme/shop:1.0.0",
  port: 8080,
  database: true,
  cache: true,
  volumes: [{ name: "pages", path: "/data" }],
};
export const blog = { name: "blog", image: "ghcr.io/acme/blog:1.0.0", port: 80, database: true };

export function apps(settings: Document, ...list: readonly object[]): void {
  settings.setIn(["config", "ladder:apps"], settings.createNode(list));
}

let deployed: Promise<Deployment> | undefined;

/** The shop alone on Fargate, deployed once for all scenarios. Copy it before changing anything. */
export function deployedShop(): Promise<Deployment> {
  deployed ??= deploy();
  return deployed;
}

async function deploy(): Promise<Deployment> {
  const deployment = (await Deployment.init("dev")).edit((settings) => {
    settings.setIn(["config", "ladder:tier"], "fargate");
    settings.setIn(["config", "ladder:domain"], "example.com");
    settings.deleteIn(["config", "ladder:budget"]);
    settings.deleteIn(["config", "ladder:alerts"]);
    apps(settings, shop);
  });
  const update = await deployment.up();
  if (update.exitCode !== 0) throw new Error(`the first up failed:\n${update.stdout}${update.stderr}`);
  return deployment;
}
