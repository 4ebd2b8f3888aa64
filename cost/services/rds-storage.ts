import { MissingInput } from "../missing-input";
import type { Sheet } from "../sheet";
import { amount } from "../usage/amount";

// RDS for PostgreSQL stripes gp3 from 400 GB on, which raises what is included.
const STRIPED_FROM_GB = 400;
const INCLUDED = {
  small: { iops: 3000, throughput: 125 },
  striped: { iops: 12_000, throughput: 500 },
};

/** Storage, IOPS and throughput of a database instance. */
export function databaseStorage(sheet: Sheet, multiAz: boolean): void {
  const { inputs } = sheet;
  const zones = multiAz ? "multiAZ" : "singleAZ";
  const storageType = inputs.text("storageType") ?? (inputs.has("iops") ? "io1" : "gp2");
  const gb = inputs.number("allocatedStorage") ?? sourceSize(sheet);
  const key = { service: "rds.storage", item: `${storageType}.${zones}` };
  const most = inputs.number("maxAllocatedStorage") ?? 0;
  sheet.fixed(`Storage ${gb} GB ${storageType}`, key, gb, {
    ...(most > gb && { maximum: most }),
    ...(storageType === "gp2" && { allowance: "rdsStorage" }),
  });
  if (storageType === "gp3") gp3Extras(sheet, gb, zones);
  if (storageType === "io1" || storageType === "io2") {
    const item = `${storageType}.iops.${zones}`;
    sheet.fixed("IOPS", { service: "rds.storage", item }, inputs.number("iops") ?? noIops());
  }
  const requests = sheet.amount("monthly_standard_io_requests", amount(0, ""));
  sheet.usageIfAny("I/O requests", { service: "rds.storage", item: "magnetic.io" }, requests);
}

function gp3Extras(sheet: Sheet, gb: number, zones: string): void {
  const included = gb >= STRIPED_FROM_GB ? INCLUDED.striped : INCLUDED.small;
  const iops = (sheet.inputs.number("iops") ?? 0) - included.iops;
  const throughput = (sheet.inputs.number("storageThroughput") ?? 0) - included.throughput;
  const add = (component: string, item: string, quantity: number) => {
    if (quantity > 0)
      sheet.fixed(component, { service: "rds.storage", item: `gp3.${item}.${zones}` }, quantity);
  };
  add(`IOPS above ${included.iops}`, "iopsAboveBaseline", iops);
  add(`MiB/s above ${included.throughput}`, "throughputAboveBaseline", throughput);
}

function sourceSize(sheet: Sheet): number {
  const [source] = sheet.referenced("replicateSourceDb", "aws:rds/instance:Instance");
  const size = source && sheet.inputsOf(source).number("allocatedStorage");
  if (size !== undefined) return size;
  throw new MissingInput("allocatedStorage is not given");
}

function noIops(): never {
  throw new MissingInput("iops is not given");
}
