import type * as pulumi from "@pulumi/pulumi";
import * as elasticbeanstalk from "@pulumi/aws/elasticbeanstalk";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as ec2 from "@pulumi/aws/ec2";
import * as ssm from "@pulumi/aws/ssm";
import type { ZoneNeed } from "../plan/zone-need";
import { SettingsError, type Problem } from "../settings/problems";

/**
 * Canonical's public parameter for Ubuntu 24.04 LTS arm64.
 * https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/
 */
export const ubuntuImage =
  "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id";

/**
 * The first zones of the region that offer the instance type. Local and wavelength zones are left out. Awaited before
 * anything is registered: throws SettingsError when there are too few.
 */
export async function zonesOffering(
  { instanceType, setting }: ZoneNeed,
  region: string,
  count: number,
): Promise<readonly string[]> {
  const { locations } = await ec2.getInstanceTypeOfferings({
    locationType: "availability-zone",
    filters: [{ name: "instance-type", values: [instanceType] }],
  });
  const ordinary = new RegExp(`^${region}[a-z]$`);
  const zones = locations.filter((zone) => ordinary.test(zone)).sort();
  if (zones.length < count)
    throw new SettingsError([tooFew({ instanceType, setting }, region, zones, count)]);
  return zones.slice(0, count);
}

function tooFew(
  { instanceType, setting }: ZoneNeed,
  region: string,
  zones: readonly string[],
  count: number,
): Problem {
  return {
    path: setting,
    problem: `offered in too few zones of ${region}`,
    got: `${instanceType} in ${zones.join(", ") || "none"}`,
    allowed: `a type that ${count} zones offer`,
    hint: "choose another instance type or region",
  };
}

/** The newest Ubuntu image. The plain value: an image id is no secret. */
export function newestUbuntuImage(): pulumi.Output<string> {
  return ssm.getParameterOutput({ name: ubuntuImage }).insecureValue;
}

/** The account the program runs in. */
export function accountId(): pulumi.Output<string> {
  return getCallerIdentityOutput({}).accountId;
}

/**
 * The newest Docker platform on Amazon Linux 2023. Its name says nothing of the architecture, and the one for ECS is
 * another. https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html#platforms-supported.docker
 */
export function newestDockerPlatform(): pulumi.Output<string> {
  const nameRegex = "^64bit Amazon Linux 2023 v4\\.[0-9]+\\.[0-9]+ running Docker$";
  return elasticbeanstalk.getSolutionStackOutput({ mostRecent: true, nameRegex }).name;
}

/** Zone in which AWS keeps the names of the region's environments. */
export function beanstalkZone(region: string): pulumi.Output<string> {
  return elasticbeanstalk.getHostedZoneOutput({ region }).id;
}
