import { at, each, records, type Rule } from "../rule";
import { is } from "./is";

const distribution = "aws:cloudfront/distribution:Distribution";

/** Rules for distributions, and for logs. */
export const distributionRules: readonly Rule[] = [
  each(
    distribution,
    {
      id: "CKV_AWS_34 CloudFront.3",
      title: "viewers of a distribution use HTTPS",
      reason: "What is served over plain HTTP can be read and changed on the way.",
      remedy: "Set viewerProtocolPolicy to redirect-to-https.",
    },
    (one) => at(one, "defaultCacheBehavior", "viewerProtocolPolicy") === "redirect-to-https",
  ),
  // Under its own name AWS decides.
  each(
    distribution,
    {
      id: "CKV_AWS_174 CKV2_AWS_54",
      title: "distributions with a name of ours speak TLS 1.2 or newer",
      reason: "Older versions are broken.",
      remedy: "Set viewerCertificate.minimumProtocolVersion to TLSv1.2_2021.",
      general: true,
    },
    (one) =>
      at(one, "viewerCertificate", "cloudfrontDefaultCertificate") === true ||
      String(at(one, "viewerCertificate", "minimumProtocolVersion")).startsWith("TLSv1.2_"),
  ),
  each(
    distribution,
    {
      id: "CKV2_AWS_46 CloudFront.13",
      title: "distributions read buckets under a name of their own",
      reason: "Otherwise the bucket must be public.",
      remedy: "Give each origin an origin access control.",
    },
    (one) =>
      records<{ readonly originAccessControlId: unknown }>(one.inputs["origins"]).every(
        ({ originAccessControlId }) => originAccessControlId !== undefined,
      ),
  ),
  each(
    distribution,
    {
      id: "CKV2_AWS_72 CloudFront.9",
      title: "distributions reach other origins over HTTPS",
      reason: "What they fetch over plain HTTP can be read and changed on the way.",
      remedy: "Set customOriginConfig.originProtocolPolicy to https-only.",
    },
    (one) =>
      records<{ readonly customOriginConfig: { readonly originProtocolPolicy?: unknown } | null }>(
        one.inputs["origins"],
      ).every(
        ({ customOriginConfig: custom }) =>
          custom === undefined || custom?.originProtocolPolicy === "https-only",
      ),
  ),
  each(
    distribution,
    {
      id: "CKV_AWS_216",
      title: "distributions answer",
      reason: "A site whose distribution is switched off is away, and nothing says so.",
      remedy: "Set enabled to true.",
    },
    is("enabled", true),
  ),
  each(
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    {
      id: "CKV_AWS_259",
      title: "distributions tell browsers to stay with HTTPS",
      reason: "The first request of each visit could be read and changed.",
      remedy: "Set strictTransportSecurity for at least a year.",
    },
    (one) =>
      Number(at(one, "securityHeadersConfig", "strictTransportSecurity", "accessControlMaxAgeSec")) >=
      31_536_000,
  ),
  each(
    "aws:cloudwatch/logGroup:LogGroup",
    {
      id: "CKV_AWS_66",
      title: "logs are not kept for ever",
      reason: "They are billed for ever, and hold what visitors did.",
      remedy: "Set retentionInDays.",
      general: true,
    },
    (one) => Number(one.inputs["retentionInDays"] ?? 0) > 0,
  ),
  each(
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    {
      id: "ladder-origin",
      title: "every request to a bucket is signed",
      reason: "Unsigned requests are refused by a private bucket.",
      remedy: "Set signingBehavior to always.",
      source: "docs/decisions/policy-pack.md",
    },
    (one) => one.inputs["signingBehavior"] === "always",
  ),
];
