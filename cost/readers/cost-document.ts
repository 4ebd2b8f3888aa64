import type { CostReview } from "../types";
import { ReaderError } from "./reader-error";
import { recordOf, type Values } from "./state";

const TEXTS = ["resource", "urn", "component", "unit"];
const NUMBERS = ["quantity", "rate", "monthly"];

/** The review in an earlier document of this project: of `npm run cost`, or inside the one of `npm run preview`. */
export function costDocument(rest: Values, lists: ReadonlyMap<string, readonly unknown[]>): CostReview {
  const nested = "cost" in rest;
  const header = nested ? recordOf(rest["cost"]) : rest;
  const list = (name: string) => lists.get(nested ? `cost.${name}` : name) ?? [];
  const lines = list("lines");
  if (!isHeader(header) || !lines.every(isLine)) throw new ReaderError("is not a whole cost document");
  return {
    ...header,
    lines,
    free: list("free"),
    unsupported: list("unsupported"),
    unknown: list("unknown"),
  } as unknown as CostReview;
}

function isHeader(header: Values): boolean {
  const { total } = recordOf(header["monthly"]);
  return typeof header["priceDate"] === "string" && typeof header["region"] === "string" && isNumber(total);
}

function isLine(value: unknown): boolean {
  const line = recordOf(value);
  return TEXTS.every((key) => typeof line[key] === "string") && NUMBERS.every((key) => isNumber(line[key]));
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}
