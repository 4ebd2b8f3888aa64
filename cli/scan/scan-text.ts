import type { ScannedImage } from "./scan-result";
import { severities, type Severity } from "./severities";

/** One line an image. */
export function scanText(stack: string, images: readonly ScannedImage[]): string {
  if (images.length === 0) return `Stack ${stack} has no images.`;
  return [
    `What ECR found in the images of stack ${stack}:`,
    ...images.map((one) => `${one.of}: ${resultText(one)} (${one.name})`),
  ].join("\n");
}

function resultText(image: ScannedImage): string {
  switch (image.state) {
    case "scanned":
      return `${countsText(image.counts)}, scanned ${image.scanned ?? "all the time"}`;
    case "elsewhere":
      return "not in ECR, so ECR does not scan it";
    case "absent":
      return "not pushed yet: `pulumi up` pushes it, and ECR scans it then";
    case "unscanned":
      return `no scan: ${image.why}`;
  }
}

function countsText(counts: Readonly<Partial<Record<Severity, number>>>): string {
  const found = severities.flatMap((severity) => {
    const count = counts[severity] ?? 0;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  return found.length === 0 ? "nothing found" : found.join(", ");
}

/**
 * Images that do not pass: findings of this severity or a worse one, or none known although ECR has the image. One of
 * another registry passes: ECR never knows.
 */
export function failing(images: readonly ScannedImage[], worst: Severity): readonly ScannedImage[] {
  const counted = severities.slice(0, severities.indexOf(worst) + 1);
  return images.filter((one) => {
    if (one.state === "scanned") return counted.some((severity) => (one.counts[severity] ?? 0) > 0);
    return one.state === "unscanned";
  });
}
