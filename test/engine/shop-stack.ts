import type { Deployment } from "./deployment";
import { deployedOn } from "./deployed-on";

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

let deployed: Promise<Deployment> | undefined;

/** The shop alone on Fargate, deployed once for all scenarios. Copy it before changing anything. */
export function deployedShop(): Promise<Deployment> {
  deployed ??= deployedOn("fargate", [shop]).then(({ deployment }) => deployment);
  return deployed;
}
