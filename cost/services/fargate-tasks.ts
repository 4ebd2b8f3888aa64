import { roundedQuantity } from "../money";
import type { Sheet } from "../sheet";
import { runningHours } from "./running-hours";

/** Tasks of one size. */
export interface Tasks {
  readonly arm: boolean;
  readonly vcpu: number;
  readonly memoryGb: number;
  readonly storageGb: number;
  readonly count: number;
  readonly maximum?: number;
  readonly spot: boolean;
}

const INCLUDED_STORAGE_GB = 20;

/** vCPU, memory and extra storage of Fargate tasks. Spot has no list price: a stated discount is taken instead. */
export function taskLines(sheet: Sheet, tasks: Tasks): void {
  if (tasks.count === 0 && (tasks.maximum ?? 0) === 0) return;
  const hours = runningHours(sheet);
  const processor = tasks.arm ? "arm" : "x86";
  const name = `${tasks.count} x Fargate ${tasks.arm ? "ARM" : "x86"}${tasks.spot ? " Spot" : ""}`;
  const add = (what: string, item: string, each: number) =>
    sheet.fixed(`${name}, ${what}`, { service: "fargate", item }, each * tasks.count * hours.value, {
      assumption: hours.assumption,
      ...(tasks.maximum !== undefined && { maximum: each * tasks.maximum * hours.value }),
      ...(tasks.spot && spotOptions(sheet)),
    });
  add(`${tasks.vcpu} vCPU`, `fargate.${processor}.vCPU`, tasks.vcpu);
  add(`${tasks.memoryGb} GB`, `fargate.${processor}.GB`, tasks.memoryGb);
  const storage = tasks.storageGb - INCLUDED_STORAGE_GB;
  if (storage > 0)
    add(`storage above ${INCLUDED_STORAGE_GB} GB`, "fargate.ephemeralStorageAbove20GB", storage);
}

function spotOptions(sheet: Sheet) {
  const { value, asOf, unverified } = sheet.context.rates.rule({
    service: "fargateSpot",
    item: "discount.typical",
  });
  const percent = Math.round(Number(value) * 100);
  return {
    factor: roundedQuantity(1 - Number(value)),
    assumption: `Spot moves: ${percent} % below the price on demand (${asOf})`,
    unverified,
  };
}
