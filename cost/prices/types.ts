/** What a price is asked for by. */
export interface PriceKey {
  /** Part of a service with its own items: `ec2.onDemand.linux`, `rds.storage`, `vpc`. See prices/README.md. */
  readonly service: string;
  /** `t4g.micro`, `gp3.storage`, `publicIPv4.inUse`. */
  readonly item: string;
  /** An AWS region; a row whose region is `global` holds in all of them. */
  readonly region: string;
}

/** One published price. */
export interface PriceRow extends PriceKey {
  /** Decimal string, so that no digit is lost on the way. */
  readonly usd: string;
  /** `USD per hour`, `USD per 1M`; see `unitSize`. */
  readonly unit: string;
  /** Key of prices/sources.json. */
  readonly source: string;
  /** When the source said so: `2026-09-11` or, where no more is known, `2026-09`. */
  readonly asOf: string;
  /** Set when no published source was found: show it as an assumption. */
  readonly unverified?: true;
  readonly note?: string;
  /** AWS's own identifier of the rate, where known. */
  readonly rateCode?: string;
}

/** A figure that is not a price: a free allowance, a definition, a discount. */
export interface RuleRow {
  readonly service: string;
  readonly item: string;
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly asOf: string;
  readonly unverified?: true;
  readonly note?: string;
}

/** Where a figure was published. */
export interface PriceSource {
  readonly what: string;
  readonly date?: string;
  readonly repo?: string;
  readonly path?: string;
  readonly commit?: string;
  readonly url?: string;
}

/** What the snapshot as a whole says about itself (prices/snapshot.json). */
export interface SnapshotInfo {
  /** Day the snapshot was put together or last refreshed. */
  readonly date: string;
  readonly currency: "USD";
  readonly hoursPerMonth: number;
  readonly regions: readonly string[];
}
