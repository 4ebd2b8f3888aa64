import type { Sheet } from "./sheet";

/** Writes what one resource costs on its sheet, or why it costs nothing; throws when the cost is unknown. */
export type Pricer = (sheet: Sheet) => void;

/** Pulumi type to its pricer. */
export type PricerTable = Readonly<Record<string, Pricer>>;
