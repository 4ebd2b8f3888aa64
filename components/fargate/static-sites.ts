import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as s3 from "@pulumi/aws/s3";
import { namedHosts } from "../../plan/certificate";
import { distributionComment } from "../../plan/names";
import type { SitePlan } from "../../plan/fargate-types";
import type { AppPlan, Plan } from "../../plan/types";
import { tlsOnly } from "../private-bucket";
import { tags } from "../tags";
import { createSiteBucket, notFoundKey, uploadSite, type SiteBucket } from "./site-bucket";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const pathsFile = "functions/site-paths/index.js";

export interface StaticSitesArgs {
  readonly plan: Plan;
  readonly sites: readonly SitePlan[];
  /** In us-east-1, for all sites with hosts. */
  readonly certificateArn?: pulumi.Output<string>;
}

interface Shared {
  readonly files: SiteBucket;
  readonly access: cloudfront.OriginAccessControl;
  readonly headers: cloudfront.ResponseHeadersPolicy;
}

/** A distribution for each static site, in front of one bucket that nobody else can read. App -> its distribution. */
export function createStaticSites(
  args: StaticSitesArgs,
  parent: pulumi.Resource,
): Readonly<Record<string, cloudfront.Distribution>> {
  const { plan, sites } = args;
  if (sites.length === 0) return {};
  const files = createSiteBucket(plan.stack, parent);
  const shared = {
    files,
    access: createAccess(plan.stack, parent),
    headers: createHeaders(plan.stack, parent),
  };
  const distributions = sites.map((site) => {
    const app = appOf(plan, site.app);
    if (app.source.kind === "static") uploadSite(files, site.app, app.source.folder, site.files, parent);
    return [site.app, createDistribution(args, app, site, shared, parent)] as const;
  });
  allowReading(files, distributions, parent);
  return Object.fromEntries(distributions);
}

function appOf(plan: Plan, name: string): AppPlan {
  const app = plan.apps.find((one) => one.name === name);
  if (!app) throw new Error(`the plan has no app ${name}`);
  return app;
}

function createDistribution(
  { plan, certificateArn }: StaticSitesArgs,
  app: AppPlan,
  site: SitePlan,
  { files, access, headers }: Shared,
  parent: pulumi.Resource,
): cloudfront.Distribution {
  const { stack } = plan;
  const finder = createPathFinder(stack, site, parent);
  const hasHosts = app.hosts.length > 0 && certificateArn !== undefined;
  return new cloudfront.Distribution(
    app.name,
    {
      enabled: true,
      comment: distributionComment(stack, app.name),
      ...(hasHosts && { aliases: [...namedHosts(app)] }),
      origins: [
        {
          originId: "files",
          domainName: files.bucket.bucketRegionalDomainName,
          originPath: `/${app.name}`,
          originAccessControlId: access.id,
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: "files",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        viewerProtocolPolicy: "redirect-to-https",
        cachePolicyId: cachingOptimized,
        responseHeadersPolicyId: headers.id,
        compress: true,
        functionAssociations: [{ eventType: "viewer-request", functionArn: finder.arn }],
      },
      // Who may read but not list is told 403 about what is not there.
      customErrorResponses: [403, 404].map((errorCode) => ({
        errorCode,
        responseCode: 404,
        responsePagePath: `/${notFoundKey}`,
        errorCachingMinTtl: 10,
      })),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: hasHosts
        ? {
            acmCertificateArn: certificateArn,
            sslSupportMethod: "sni-only",
            minimumProtocolVersion: "TLSv1.2_2021",
          }
        : { cloudfrontDefaultCertificate: true },
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: "PriceClass_100",
      // It answers from the first places within a minute; waiting for the last takes up to a quarter of an hour.
      waitForDeployment: false,
      tags: tags(stack, app.name),
    },
    { parent },
  );
}

function createPathFinder(stack: string, { app, paths, redirects }: SitePlan, parent: pulumi.Resource) {
  const source = readFileSync(pathsFile, "utf8");
  return new cloudfront.Function(
    app,
    {
      runtime: "cloudfront-js-2.0",
      comment: distributionComment(stack, app),
      code: source
        .replace('"PATHS"', () => JSON.stringify(paths))
        .replace('"REDIRECTS"', () => JSON.stringify(redirects ?? { from: [], to: "" })),
      publish: true,
    },
    { parent },
  );
}

function createAccess(stack: string, parent: pulumi.Resource): cloudfront.OriginAccessControl {
  return new cloudfront.OriginAccessControl(
    "sites",
    {
      description: distributionComment(stack),
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    { parent },
  );
}

/** The box's: box/caddy/snippets.caddy. */
function createHeaders(stack: string, parent: pulumi.Resource): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(
    "sites",
    {
      comment: distributionComment(stack),
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, override: false },
        contentTypeOptions: { override: false },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
        frameOptions: { frameOption: "SAMEORIGIN", override: false },
      },
    },
    { parent },
  );
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
function allowReading(
  { bucket, block }: SiteBucket,
  sites: readonly (readonly [string, cloudfront.Distribution])[],
  parent: pulumi.Resource,
): void {
  const readers = sites.map(([app, { arn }], index) => ({
    Sid: `Read${index}`,
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: pulumi.interpolate`${bucket.arn}/${app}/*`,
    Condition: { StringEquals: { "AWS:SourceArn": arn } },
  }));
  const policy = pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [tlsOnly(bucket.arn), ...readers],
  });
  new s3.BucketPolicy("sites", { bucket: bucket.id, policy }, { parent, dependsOn: [block] });
}
