import type { DescribeImageScanFindingsCommandOutput } from "@aws-sdk/client-ecr";
import { awsProblem } from "../box/box-problem";
import type { ScanResult } from "./scan-result";
import { severities, type Severity } from "./severities";
import type { ImagePlace } from "./stack-images";

/** The counts stand beside the findings, which come in pages: one is enough. */
const fewest = 1;
const noSuchImage = new Set(["ImageNotFoundException", "RepositoryNotFoundException"]);
const unscanned: Readonly<Record<string, string>> = {
  ScanNotFoundException: "never scanned",
  UnsupportedImageTypeException: "ECR does not scan images of this kind",
};
/** Of basic scanning, and of the enhanced one, which goes on. */
const done = new Set(["COMPLETE", "ACTIVE"]);

/** What the last scan of an image found. Reading it costs nothing. */
export async function askEcr(place: ImagePlace, profile: string | undefined): Promise<ScanResult> {
  const { region, account, repository, tag, digest } = place;
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const sdk = await import("@aws-sdk/client-ecr");
  const command = new sdk.DescribeImageScanFindingsCommand({
    registryId: account,
    repositoryName: repository,
    imageId: { imageTag: tag, imageDigest: digest },
    maxResults: fewest,
  });
  try {
    return resultOf(await new sdk.ECRClient({ region, profile }).send(command));
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (noSuchImage.has(name)) return { state: "absent" };
    const why = unscanned[name];
    if (why !== undefined) return { state: "unscanned", why };
    throw awsProblem(error);
  }
}

function resultOf({
  imageScanStatus: { status, description } = {},
  imageScanFindings: { findingSeverityCounts = {}, imageScanCompletedAt } = {},
}: DescribeImageScanFindingsCommandOutput): ScanResult {
  if (!done.has(status ?? ""))
    return { state: "unscanned", why: [status, description].filter(Boolean).join(": ") };
  const scanned = imageScanCompletedAt?.toISOString().slice(0, 10);
  return {
    state: "scanned",
    counts: countsOf(findingSeverityCounts),
    ...(scanned !== undefined && { scanned }),
  };
}

/** A severity that is new to us counts as one that nobody has judged. */
function countsOf(counts: Readonly<Record<string, number>>): Readonly<Partial<Record<Severity, number>>> {
  const sums: Partial<Record<Severity, number>> = {};
  for (const [name, count] of Object.entries(counts)) {
    const severity = severities.find((one) => one === name.toLowerCase()) ?? "undefined";
    sums[severity] = (sums[severity] ?? 0) + count;
  }
  return sums;
}
