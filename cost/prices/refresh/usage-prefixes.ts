/**
 * What AWS puts before the usage type of a region's price: `USE2-BoxUsage:t4g.micro`. Older services of
 * us-east-1 and eu-west-1 use a short form or none; a few services write the region's full name.
 * From AWS's billing documentation and public bills, 2026-11.
 */
const CODES: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": ["", "USE1-"],
  "us-east-2": ["USE2-"],
  "us-west-1": ["USW1-"],
  "us-west-2": ["USW2-"],
  "ca-central-1": ["CAN1-"],
  "sa-east-1": ["SAE1-"],
  "eu-west-1": ["EU-", "EUW1-"],
  "eu-west-2": ["EUW2-"],
  "eu-west-3": ["EUW3-"],
  "eu-central-1": ["EUC1-"],
  "eu-north-1": ["EUN1-"],
  "ap-northeast-1": ["APN1-"],
  "ap-northeast-2": ["APN2-"],
  "ap-southeast-1": ["APS1-"],
  "ap-southeast-2": ["APS2-"],
  "ap-south-1": ["APS3-"],
};

/** The regions a refresh can read. */
export const REFRESHABLE_REGIONS: readonly string[] = Object.keys(CODES);

/** The prefixes of a region, longest first, so that `USE1-X` is not read as the bare usage type `USE1-X`. */
export function usagePrefixes(region: string): readonly string[] {
  const codes = CODES[region] ?? [];
  return [`${region}-`, ...codes].toSorted((a, b) => b.length - a.length);
}
