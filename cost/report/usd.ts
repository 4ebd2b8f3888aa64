import { money } from "../render/format";

/** `$12.26`, `−$0.90`. */
export function usd(amount: number): string {
  return amount < 0 ? `−$${money(-amount)}` : `$${money(amount)}`;
}
