import { loadStack, type LoadedStack } from "../../../cli/load-stack";
import type { Tier } from "../../../settings/schema";

const app = { name: "shop", image: "ghcr.io/acme/shop:1.0.0", port: 3000, database: true, cache: true };
const notes = {
  name: "notes",
  image: "ghcr.io/acme/notes:1.0.0",
  port: 3001,
  volumes: [{ name: "data", path: "/d" }],
};
const worker = { name: "mail", image: "ghcr.io/acme/mail:1.0.0", command: ["mail"] };

/** A stack with a shop, notes on a volume and a worker, that was deployed on a tier and is to be on another. */
export function switched(from: Tier, to: Tier, ...set: readonly string[]): LoadedStack {
  const apps = `apps=${JSON.stringify([app, { ...notes, leaveFiles: true }, worker])}`;
  return loadStack({
    stack: "dev",
    from,
    set: [`tier=${to}`, apps, "domain=example.com", "budget=null", ...set],
  });
}
