import type { Box } from "../../../rig/box";

const program = `import boto3, os
client = boto3.client("cloudwatch", region_name=os.environ.get("AWS_REGION", "us-east-1"))
for metric in client.list_metrics(Namespace="Ladder")["Metrics"]:
    print(metric["Namespace"], metric["MetricName"], *(one["Name"] + "=" + one["Value"] for one in metric["Dimensions"]))`;

/** Every metric of the namespace that CloudWatch was told, sorted. The stand-in has some of buckets, too. */
export async function sentMetrics(box: Box): Promise<readonly string[]> {
  const aws = "export $(systemctl show-environment | grep AWS_)";
  const said = await box.exec(`${aws}; python3 -c '${program}'`);
  return said.trim().split("\n").sort();
}
