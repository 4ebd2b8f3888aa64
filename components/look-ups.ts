import type * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as ec2 from "@pulumi/aws/ec2";
import * as ssm from "@pulumi/aws/ssm";

/**
 * Canonical's public parameter for Ubuntu 24.04 LTS arm64.
 * https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/
 */
const ubuntuImage = "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id";

/** Zones of the region that offer the instance type, sorted. Local and wavelength zones are left out. */
export function zonesOffering(instanceType: string, region: string): pulumi.Output<readonly string[]> {
  const offerings = ec2.getInstanceTypeOfferingsOutput({
    locationType: "availability-zone",
    filters: [{ name: "instance-type", values: [instanceType] }],
  });
  const ordinary = new RegExp(`^${region}[a-z]$`);
  return offerings.locations.apply((zones) => zones.filter((zone) => ordinary.test(zone)).sort());
}

/** The newest Ubuntu image. The plain value: an image id is no secret. */
export function newestUbuntuImage(): pulumi.Output<string> {
  return ssm.getParameterOutput({ name: ubuntuImage }).insecureValue;
}

/** The account the program runs in. */
export function accountId(): pulumi.Output<string> {
  return getCallerIdentityOutput({}).accountId;
}
