import type { PlatformPrices } from "../../prices/platforms";
import type { PlatformRules } from "../platform";
import { QuoteSheet } from "../quote-sheet";
import type { Needs, Quote } from "../types";

const INCLUDED_GB = 1000;

/** Static sites and functions; no containers. */
export const vercel: PlatformRules = {
  id: "vercel",
  name: "Vercel",
  currency: "USD",
  rules: [`static sites alone: the Pro plan with one member, ${INCLUDED_GB} GB of transfer included`],
  quote,
};

function quote(needs: Needs, prices: PlatformPrices): Quote {
  const sheet = new QuoteSheet(prices, "Vercel");
  const sites = needs.apps.filter(({ kind }) => kind === "static").length;
  if (sites === needs.apps.length) {
    sheet.add("Pro plan", 1, "pro");
    sheet.add("transfer", Math.max(0, needs.egressGb - INCLUDED_GB), "transfer above allowance");
  }
  sheet.gap(
    needs.apps.length - sites,
    "app",
    "runs functions, not containers: the app would have to be rewritten",
  );
  return sheet.quote();
}
