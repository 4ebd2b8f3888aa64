import type { Problem } from "../settings/problems";
import { certificateProblems } from "./certificate";
import fargateRegions from "./data/fargate-regions.json";
import { hostLimits } from "./host-rules";
import type { FargatePlan, SitePaths } from "./fargate-types";
import { taskSizeProblems } from "./task-size";
import type { AppPlan } from "./types";

/** A CloudFront function may have 10 KB; its own code takes some. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const listBytes = 8000;
/** Files of one site: each is a resource of its own. */
const mostFiles = 1000;

/** Rules of one direction. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups */
const rulesPerGroup = 60;
/** A bucket's policy may have 20 KB, and each site takes some 330 bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const mostSites = 50;

/** What the fargate tier cannot do for these apps, besides sizes and copies. */
export function fargateProblems(
  plan: FargatePlan,
  apps: readonly AppPlan[],
  region: string,
): readonly Problem[] {
  return [
    ...regionProblems(region),
    ...ruleProblems(plan),
    ...longHosts(plan, apps),
    ...portProblems(plan, apps),
    ...certificateProblems(plan.siteCertificateNames, "the certificate of the static sites"),
    ...siteProblems(plan, apps),
    ...imageProblems(plan, apps, region),
    ...passwordProblems(apps),
    ...taskSizeProblems(apps),
  ];
}

/** Without it, what was behind a password would be open to all. */
function passwordProblems(apps: readonly AppPlan[]): readonly Problem[] {
  return apps.flatMap(({ basicAuth, name }, index) =>
    basicAuth === undefined
      ? []
      : [
          {
            path: `apps[${index}].basicAuth`,
            problem: "on the fargate tier nothing asks visitors for a password",
            got: name,
            allowed: "the compose or the beanstalk tier",
            hint: "ask for it in the app itself, and remove basicAuth",
          },
        ],
  );
}

function regionProblems(region: string): readonly Problem[] {
  if (!fargateRegions.without.includes(region)) return [];
  return [
    {
      path: "tier",
      problem: `Fargate does not run arm64 tasks in ${region}`,
      got: "fargate",
      allowed: "compose or beanstalk there",
      hint: "or another region, which is another stack: pulumi stack init",
    },
  ];
}

function ruleProblems({ rules, services }: FargatePlan): readonly Problem[] {
  const most = hostLimits.rulesPerLoadBalancer;
  const needed = rules.length;
  if (needed <= most) return [];
  return [
    {
      path: "apps",
      problem: "the load balancer takes fewer rules than the apps' hosts need",
      got: `${needed} rules for ${services.length} apps, ${hostLimits.hostsPerRule} hosts each at most`,
      allowed: `at most ${most}`,
      hint: "use fewer hosts, or a second stack",
    },
  ];
}

function longHosts({ rules }: FargatePlan, apps: readonly AppPlan[]): readonly Problem[] {
  return rules.flatMap(({ app, hosts }) =>
    hosts
      .filter((host) => host.length > hostLimits.hostLength)
      .map((host) => ({
        path: `apps[${apps.findIndex(({ name }) => name === app)}].hosts`,
        problem: "a host name longer than the load balancer takes",
        got: `${host.length} characters: ${host}`,
        allowed: `at most ${hostLimits.hostLength} characters`,
        hint: "use a shorter one",
      })),
  );
}

/** Each port that a web app listens on is a rule for the load balancer, and one for other apps. */
function portProblems({ namespace }: FargatePlan, apps: readonly AppPlan[]): readonly Problem[] {
  const ports = new Set(apps.flatMap(({ port }) => port ?? []));
  const most = Math.floor(rulesPerGroup / (namespace === undefined ? 1 : 2));
  if (ports.size <= most) return [];
  return [
    {
      path: "apps",
      problem: "the tasks' security group takes fewer rules than the apps' ports need",
      got: `${ports.size} different ports`,
      allowed: `at most ${most}`,
      hint: "let apps listen on the same port: each has an address of its own",
    },
  ];
}

function siteProblems({ sites }: FargatePlan, apps: readonly AppPlan[]): readonly Problem[] {
  if (sites.length > mostSites)
    return [
      {
        path: "apps",
        problem: "more static sites than the policy of their bucket has room for",
        got: String(sites.length),
        allowed: `at most ${mostSites}`,
        hint: "use a second stack, or the compose tier",
      },
    ];
  return sites.flatMap(({ app, files, paths, redirects }): readonly Problem[] => {
    const path = `apps[${apps.findIndex(({ name }) => name === app)}].static`;
    if (files.length > mostFiles)
      return [
        {
          path,
          problem: "too many files for a site on S3 that Pulumi keeps file by file",
          got: `${files.length} in ${app}`,
          allowed: `at most ${mostFiles}`,
          hint: "put them into an image with a web server, or use the compose tier",
        },
      ];
    const bytes = listedBytes(paths, redirects?.from ?? []);
    if (bytes <= listBytes) return [];
    return [
      {
        path,
        problem:
          "CloudFront would have to know too many pages, folders and hosts to answer paths without .html",
        got: `${bytes} bytes of paths and redirectHosts in ${app}`,
        allowed: `at most ${listBytes}`,
        hint: "name pages in one way only, all <page>.html or all <page>/index.html",
      },
    ];
  });
}

function listedBytes(
  { files, dottedPages, dottedFolders, listed }: SitePaths,
  hosts: readonly string[],
): number {
  return Buffer.byteLength(JSON.stringify([files, dottedPages, dottedFolders, listed, hosts]));
}

/** Without a way to the internet, images come from ECR in the same region alone. */
function imageProblems(
  { network }: FargatePlan,
  apps: readonly AppPlan[],
  region: string,
): readonly Problem[] {
  if (network !== "endpoints") return [];
  return apps.flatMap(({ source, name }, index): readonly Problem[] =>
    source.kind !== "image" || source.reference.includes(`.dkr.ecr.${region}.amazonaws.com/`)
      ? []
      : [
          {
            path: `apps[${index}].image`,
            problem: "with fargate.network: endpoints, tasks reach AWS's own services only",
            got: `${source.reference} for ${name}`,
            allowed: `an image in ECR of ${region}, or build`,
            hint: "use build with a Dockerfile of one line, FROM this image; or fargate.network: public or nat",
          },
        ],
  );
}
