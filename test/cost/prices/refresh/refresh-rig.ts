import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadPriceBook, priceOf } from "../../../../cost/prices/price-book";
import type { RefreshPlan } from "../../../../cost/prices/refresh/plan-refresh";
import { type RefreshOptions, refreshPrices } from "../../../../cost/prices/refresh/refresh-prices";
import type { PriceRow } from "../../../../cost/prices/types";
import { withSnapshotCopy } from "../fixture-snapshot";
import { type Answer, type OfferServer, withOfferServer } from "./offer-server";

type Files = Readonly<Record<string, string | Answer>>;

/** A refresh of a copied snapshot from a local server. */
export interface Rig extends OfferServer {
  readonly dir: string;
  refresh(options?: Partial<RefreshOptions>): Promise<RefreshPlan>;
  /** The price as the snapshot on disk has it now. */
  price(service: string, item: string, region?: string): PriceRow;
  /** Every file of the snapshot. */
  files(): Record<string, string>;
}

/** Runs `use` with a copy of the fixture snapshot and a server that has `files`. */
export function withRig(files: Files, use: (rig: Rig) => Promise<void>): Promise<void> {
  return withSnapshotCopy((dir) =>
    withOfferServer(files, ({ baseUrl, requests }) =>
      use({
        dir,
        baseUrl,
        requests,
        refresh: (options) =>
          refreshPrices({ ...impatient(dir, baseUrl), offers: offersIn(files), ...options }),
        price: (service, item, region = "us-east-1") =>
          priceOf(loadPriceBook(dir), { service, item, region }),
        files: () =>
          Object.fromEntries(readdirSync(dir).map((file) => [file, readFileSync(join(dir, file), "utf8")])),
      }),
    ),
  );
}

function impatient(dir: string, baseUrl: string): RefreshOptions {
  return {
    ...{ dir, baseUrl, region: "us-east-1", acceptChanges: false, today: "2026-11-21" },
    ...{ idleMs: 2_000, attempts: 3, retryMs: 1, onProgress: () => undefined },
  };
}

function offersIn(files: Files): string[] {
  return [...new Set(Object.keys(files).map((path) => path.split("/", 1)[0] ?? ""))];
}
