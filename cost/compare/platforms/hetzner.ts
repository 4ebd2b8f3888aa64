import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import { SHARED_CPU, type Size } from "../sizing";
import type { Needs, Quote } from "../types";
import { addServer, SERVER_RULES } from "./single-server";

const SERVERS: readonly Size[] = [
  { item: "CX23 (2 vCPU, 4 GB)", memoryMb: 4096, cpu: 2 * SHARED_CPU },
  { item: "CX33 (4 vCPU, 8 GB)", memoryMb: 8192, cpu: 4 * SHARED_CPU },
  { item: "CX43 (8 vCPU, 16 GB)", memoryMb: 16_384, cpu: 8 * SHARED_CPU },
];

const INCLUDED_GB = 20_000;

/** A single virtual server in the European Union, in euros. */
export const hetzner: PlatformRules = {
  id: "hetzner",
  name: "Hetzner Cloud",
  currency: "EUR",
  rules: [
    ...SERVER_RULES,
    "x86 types, net of VAT, EU locations; often sold out",
    `${INCLUDED_GB} GB of egress included (unverified: general knowledge)`,
  ],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const sheet = new QuoteSheet(prices, "Hetzner");
  if (addServer(sheet, SERVERS, needs)) sheet.add("IPv4 address", 1, "primary IPv4");
  if (needs.egressGb > INCLUDED_GB)
    sheet.missing("egress", `above ${INCLUDED_GB} GB: no list price in the snapshot`);
  return sheet.quote();
}
