/** From the worst. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanFinding.html */
export const severities = ["critical", "high", "medium", "low", "informational", "undefined"] as const;

export type Severity = (typeof severities)[number];
