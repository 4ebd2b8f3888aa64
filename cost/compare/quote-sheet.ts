import { product, sumOf } from "../money";
import { PriceError } from "../prices/price-error";
import type { PlatformFigure, PlatformPrices } from "../prices/platforms";
import type { Gap, Quote, QuoteLine } from "./types";

/** Collects what one platform costs, line by line, from the figures of platforms.json. */
export class QuoteSheet {
  private readonly lines: QuoteLine[] = [];
  private readonly gaps: Gap[] = [];

  constructor(
    private readonly prices: PlatformPrices,
    private readonly platform: string,
  ) {}

  /** The price of an item; throws `PriceError` unless there is exactly one. */
  rate(item: string, platform: string = this.platform): number {
    return Number(this.figure(item, platform).value);
  }

  /** Adds quantity x price; a quantity of 0 adds nothing, a negative one is something included. */
  add(what: string, quantity: number, item: string, platform: string = this.platform): void {
    if (quantity === 0) return;
    const { value, unit, source, asOf, unverified } = this.figure(item, platform);
    const rate = Number(value);
    this.lines.push({
      what,
      quantity,
      unit: unit.replace(/^per /, ""),
      rate,
      monthly: product(quantity, rate),
      source,
      asOf,
      ...(unverified && { unverified }),
    });
  }

  /** Notes what cannot be run here, or has no price. */
  gap(count: number, what: string, why: string): void {
    if (count > 0) this.missing(`${count} ${what}${count === 1 ? "" : "s"}`, why);
  }

  /** Notes a part without a price that cannot be counted. */
  missing(what: string, why: string): void {
    this.gaps.push({ what, why });
  }

  /** Sum of the lines so far. */
  get total(): number {
    return sumOf(this.lines.map(({ monthly }) => monthly));
  }

  /** The quote; lines of the same name and price are one line. */
  quote(): Quote {
    const lines = merged(this.lines);
    return { monthly: lines.length === 0 ? null : this.total, lines, gaps: this.gaps };
  }

  private figure(item: string, platform: string): PlatformFigure {
    const found = (this.prices.platforms[platform]?.figures ?? []).filter((figure) => figure.item === item);
    const [figure] = found;
    if (!figure || found.length > 1) {
      throw new PriceError(
        `${found.length} prices of ${platform} for "${item}"; its items`,
        (this.prices.platforms[platform]?.figures ?? []).map((other) => other.item),
      );
    }
    return figure;
  }
}

function merged(lines: readonly QuoteLine[]): QuoteLine[] {
  const found = new Map<string, QuoteLine>();
  for (const line of lines) {
    const key = `${line.what}\0${line.unit}\0${line.rate}`;
    const same = found.get(key);
    const quantity = line.quantity + (same?.quantity ?? 0);
    found.set(key, { ...line, quantity, monthly: sumOf([line.monthly, same?.monthly ?? 0]) });
  }
  return [...found.values()];
}
