import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import { SHARED_CPU, type Size } from "../sizing";
import type { Needs, Quote } from "../types";
import { addServer, SERVER_RULES } from "./single-server";

const DROPLETS: readonly Size[] = [
  { item: "droplet 512 MiB", memoryMb: 512, cpu: SHARED_CPU },
  { item: "droplet s-1vcpu-1gb", memoryMb: 1024, cpu: SHARED_CPU },
  { item: "droplet s-1vcpu-2gb", memoryMb: 2048, cpu: SHARED_CPU },
  { item: "droplet s-2vcpu-2gb", memoryMb: 2048, cpu: 2 * SHARED_CPU },
  { item: "droplet s-2vcpu-4gb", memoryMb: 4096, cpu: 2 * SHARED_CPU },
];

/** A single virtual server. */
export const droplet: PlatformRules = {
  id: "digitalocean-droplet",
  name: "DigitalOcean droplet",
  currency: "USD",
  rules: [...SERVER_RULES, "all egress is billed: the included share is not in the snapshot"],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const sheet = new QuoteSheet(prices, "DigitalOcean");
  if (addServer(sheet, DROPLETS, needs)) sheet.add("egress", needs.egressGb, "egress above allowance");
  return sheet.quote();
}
