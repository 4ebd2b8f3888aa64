import { Decimal } from "decimal.js";
import { GLOBAL } from "../price-book";
import type { PriceRow } from "../types";
import { unitSize } from "../unit-size";
import { download, type DownloadOptions } from "./download";
import { OfferFileError, readOffer } from "./offer-file";
import type { OfferRule } from "./offer-map";
import { OFFERS_SOURCE } from "./plan-refresh";
import { type OfferPrice, RowSelector } from "./row-selector";

/** Where offer files come from and who is told about it. */
export interface FetchOptions extends DownloadOptions {
  readonly baseUrl: string;
  /** Called often; `bytes` so far of the file named `label`. */
  readonly onProgress: (label: string, bytes: number) => void;
}

/** The prices one offer file gave. */
export interface FetchedPrices {
  readonly rows: readonly PriceRow[];
  /** Rules no row of the file fitted: not offered in the region, or renamed by AWS. */
  readonly missing: readonly OfferRule[];
}

/** Reads the prices the rules ask for out of one offer file, for one region or `global`. */
export async function fetchPrices(
  offer: string,
  region: string,
  rules: readonly OfferRule[],
  options: FetchOptions,
): Promise<FetchedPrices> {
  const url = offerUrl(options.baseUrl, offer, region);
  return download(url, options, async (chunks) => {
    const selector = new RowSelector(rules, region);
    try {
      const counted = count(chunks, (bytes) => options.onProgress(`${offer} ${region}`, bytes));
      const { published } = await readOffer(counted, offer, selector.add);
      checkRegion(selector, region);
      return pricesOf(selector, region, published);
    } catch (error) {
      throw error instanceof OfferFileError ? new OfferFileError(`${url}: ${error.message}`) : error;
    }
  });
}

function offerUrl(baseUrl: string, offer: string, region: string): string {
  const folder = region === GLOBAL ? "" : `${region}/`;
  return `${baseUrl}/offers/v1.0/aws/${offer}/current/${folder}index.csv`;
}

async function* count(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}

function checkRegion({ regions }: RowSelector, region: string): void {
  if (region === GLOBAL || regions.has(region) || regions.has("")) return;
  throw new OfferFileError(`expected prices of ${region}, got ${[...regions].join(", ")}`);
}

function pricesOf({ found }: RowSelector, region: string, published: string): FetchedPrices {
  const unclear = [...found].filter(([, prices]) => prices.length > 1);
  if (unclear.length > 0) throw new OfferFileError(unclear.map(describeUnclear).join("\n"));
  const rows = [...found].flatMap(([rule, [price]]) =>
    price ? [rowOf(rule, price, region, published)] : [],
  );
  return { rows, missing: [...found].filter(([, prices]) => prices.length === 0).map(([rule]) => rule) };
}

function describeUnclear([rule, prices]: [OfferRule, OfferPrice[]]): string {
  const rows = prices.map(
    ({ rateCode, usageType, operation, pricePerUnit, unit }) =>
      `  ${rateCode}: ${usageType} ${operation} ${pricePerUnit} per ${unit}`,
  );
  return `${rule.service} / ${rule.item} fits ${prices.length} rows\n${rows.join("\n")}`;
}

function rowOf(rule: OfferRule, price: OfferPrice, region: string, published: string): PriceRow {
  if (price.currency !== "USD") throw new OfferFileError(`${price.rateCode} is in ${price.currency}`);
  return {
    service: rule.service,
    item: rule.item,
    region,
    usd: usdPerUnit(rule, price),
    unit: rule.unit,
    source: OFFERS_SOURCE,
    asOf: published,
    rateCode: price.rateCode,
  };
}

function usdPerUnit({ unit, factor }: OfferRule, { pricePerUnit, rateCode }: OfferPrice): string {
  if (!/^\d+(\.\d+)?$/.test(pricePerUnit)) {
    throw new OfferFileError(`${rateCode} has the price "${pricePerUnit}"`);
  }
  return new Decimal(pricePerUnit).times(unitSize(unit)).times(factor).toFixed();
}
