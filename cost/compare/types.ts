import type { PriceSource } from "../prices/types";

/** What a platform has to provide for one app. */
export interface AppNeed {
  readonly name: string;
  readonly kind: "web" | "worker" | "static";
  /** 0 for a static site. */
  readonly memoryMb: number;
  readonly database: boolean;
  readonly cache: boolean;
  readonly volumes: number;
}

/** What a platform has to provide for a whole portfolio. */
export interface Needs {
  readonly apps: readonly AppNeed[];
  /** Memory of the database server and of the cache, as set for the box. */
  readonly databaseMemoryMb: number;
  readonly cacheMemoryMb: number;
  /** What a single box needs for everything, by the plan's arithmetic. */
  readonly boxMemoryMb: number;
  readonly requests: number;
  readonly egressGb: number;
  /** AWS region of the stack; platforms with prices by continent use it. */
  readonly region: string;
}

/** One part of what an option costs. */
export interface QuoteLine {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly rate: number;
  readonly monthly: number;
  readonly source: string;
  readonly asOf: string;
  readonly unverified?: true;
}

/** Something that an option cannot run, or has no price for. Its cost is in no total. */
export interface Gap {
  readonly what: string;
  readonly why: string;
}

/** What an option costs in a month, in its own currency; null when nothing of it could be priced. */
export interface Quote {
  readonly monthly: number | null;
  readonly lines: readonly QuoteLine[];
  readonly gaps: readonly Gap[];
}

/** A way of running the portfolio: a tier of this program, or a platform elsewhere. */
export interface Option extends Quote {
  readonly id: string;
  readonly name: string;
  readonly kind: "tier" | "platform";
  readonly currency: string;
  /** Null without a price, or without an exchange rate. */
  readonly monthlyUsd: number | null;
  /** How it was sized. */
  readonly rules: readonly string[];
}

/** US dollars a month of one option along a curve; null where it cannot run or has no price. */
export interface Series {
  readonly option: string;
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** False where something is missing from the value, which then is a lower bound. */
  readonly complete: readonly boolean[];
  /** Why there is no value; empty where there is one. */
  readonly reasons: readonly string[];
}

/** Cost against the number of apps, or against the requests of a month. */
export interface Curve {
  readonly axis: "apps" | "requests";
  readonly points: readonly number[];
  readonly series: readonly Series[];
}

/** An exchange rate that the user stated. */
export interface ExchangeRate {
  readonly usdPerEur: number;
  readonly date: string;
}

/** A stack's apps on every tier and platform. */
export interface Comparison {
  readonly stack: string;
  readonly region: string;
  /** Id of the option that the stack's settings choose. */
  readonly own: string;
  readonly apps: number;
  readonly usage: {
    readonly requests: number;
    readonly egressGb: number;
    readonly assumptions: readonly string[];
  };
  readonly priceDate: string;
  readonly platformDate: string;
  readonly exchangeRate?: ExchangeRate;
  readonly rules: readonly string[];
  /** Where the platforms' figures were published, by the key that lines name. */
  readonly platformSources: Readonly<Record<string, PriceSource>>;
  readonly options: readonly Option[];
  readonly curves: { readonly apps: Curve; readonly requests: Curve };
  /** The crossover points in words. */
  readonly crossovers: { readonly apps: readonly string[]; readonly requests: readonly string[] };
}
