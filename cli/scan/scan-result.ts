import type { Severity } from "./severities";
import type { StackImage } from "./stack-images";

/** What ECR's scan says of an image. */
export type ScanResult =
  | {
      readonly state: "scanned";
      readonly counts: Readonly<Partial<Record<Severity, number>>>;
      /** Day, `2026-11-21`. */
      readonly scanned?: string;
    }
  /** elsewhere: in another registry. absent: not pushed yet. */
  | { readonly state: "elsewhere" | "absent" }
  /** Nobody looked, or the scan did not end well. */
  | { readonly state: "unscanned"; readonly why: string };

export type ScannedImage = Omit<StackImage, "place"> & ScanResult;
