/**
 * End of EKS standard support by Kubernetes version; extended support is billed for the twelve months after it.
 * Source: docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html as kept by endoflife.date (amazon-eks),
 * read 2026-11.
 */
const END_OF_STANDARD: Readonly<Record<string, string>> = {
  "1.27": "2024-07-24",
  "1.28": "2024-11-26",
  "1.29": "2025-03-23",
  "1.30": "2025-07-23",
  "1.31": "2025-11-26",
  "1.32": "2026-03-23",
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
};

/** Whether extended support is billed for a version on a day. */
export function extendedKubernetes(version: string | undefined, day: string): boolean {
  const end = END_OF_STANDARD[version ?? ""];
  return end !== undefined && day > end;
}
