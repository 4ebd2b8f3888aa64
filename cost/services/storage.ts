import type { Inputs } from "../inputs";
import { MissingInput } from "../missing-input";
import type { Sheet } from "../sheet";

/** One EBS disk as a volume, a root disk or a launch template states it. */
export interface Disk {
  readonly name: string;
  readonly volumeType: string;
  readonly sizeGb: number;
  readonly iops?: number;
  readonly throughput?: number;
  /** How many there are; with a maximum under automatic scaling. */
  readonly count?: number;
  readonly maximum?: number;
  readonly assumption?: string;
}

const GP3_FREE_IOPS = 3000;
const GP3_FREE_THROUGHPUT = 125;
const SOLID = ["gp2", "gp3", "io1", "io2", "st1", "sc1"];

/** Storage, IOPS and throughput of a disk. */
export function diskLines(sheet: Sheet, disk: Disk): void {
  const { name, volumeType, sizeGb, assumption, count = 1 } = disk;
  if (!SOLID.includes(volumeType)) throw new MissingInput(`no price for EBS volumes of type ${volumeType}`);
  const key = { service: "ebs", item: `${volumeType}.storage` };
  const many = count > 1 ? `${count} x ` : "";
  const maximum = disk.maximum === undefined ? {} : { maximum: disk.maximum * sizeGb };
  sheet.fixed(`${many}${name} ${sizeGb} GB ${volumeType}`, key, sizeGb * count, {
    assumption,
    allowance: "ebs",
    ...maximum,
  });
  performanceLines(sheet, disk, count);
}

function performanceLines(sheet: Sheet, { name, volumeType, iops, throughput }: Disk, count: number): void {
  const extra = (given: number | undefined, included: number) => Math.max(0, (given ?? 0) - included) * count;
  if (volumeType === "gp3") {
    add(sheet, `${name} IOPS above ${GP3_FREE_IOPS}`, "gp3.iopsAbove3000", extra(iops, GP3_FREE_IOPS));
    const item = "gp3.throughputAbove125";
    add(sheet, `${name} MiB/s above ${GP3_FREE_THROUGHPUT}`, item, extra(throughput, GP3_FREE_THROUGHPUT));
  }
  if (volumeType === "io1") add(sheet, `${name} IOPS`, "io1.iops", needed(iops) * count);
  if (volumeType === "io2") io2Lines(sheet, name, needed(iops), count);
}

// Each volume has its own steps, so they are not filled over the account like other tiers.
function io2Lines(sheet: Sheet, name: string, iops: number, count: number): void {
  add(sheet, `${name} IOPS`, "io2.iops.first32000", Math.min(iops, 32_000) * count);
  add(sheet, `${name} IOPS`, "io2.iops.next32000", Math.min(Math.max(0, iops - 32_000), 32_000) * count);
  add(sheet, `${name} IOPS`, "io2.iops.over64000", Math.max(0, iops - 64_000) * count);
}

function add(sheet: Sheet, component: string, item: string, quantity: number): void {
  if (quantity > 0) sheet.fixed(component, { service: "ebs", item }, quantity);
}

function needed(iops: number | undefined): number {
  if (iops === undefined) throw new MissingInput("iops is not given");
  return iops;
}

/** A disk block of an instance or a launch template. */
export function diskOf(block: Inputs, name: string, defaults: { type: string; sizeGb: number }): Disk {
  const size = block.number("volumeSize");
  return {
    name,
    volumeType: block.text("volumeType") ?? defaults.type,
    sizeGb: size ?? defaults.sizeGb,
    iops: block.number("iops"),
    throughput: block.number("throughput"),
    ...(size === undefined && { assumption: `${defaults.sizeGb} GB, the size of a usual image` }),
  };
}
