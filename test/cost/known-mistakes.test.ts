import { expect } from "chai";
import type { CostReview } from "../../cost/types";
import { priced, resources, short, types } from "./resources";

/** Mistakes of other estimators, found in their code or their golden files: Infracost 95ba4f49 (2026-08), c3x, coroot. */
describe("mistakes of other tools that this review does not make", () => {
  it("1: charges the public IPv4 addresses of instances, balancers and NAT gateways, and attached Elastic IPs", () => {
    const review = priced(
      resources(
        short(types.instance, "box", { instanceType: "t4g.micro", associatePublicIpAddress: true }),
        short(types.balancer, "web", { subnets: ["a", "b"] }),
        short("aws:ec2/natGateway:NatGateway", "nat", { allocationId: "${address.id}" }),
        short(types.elasticIp, "address", { domain: "vpc" }),
      ),
    );
    expect(hours(review, "IPv4")).to.equal(4 * 730);
  });

  it("2: reckons capacity units per hour from connections per second", () => {
    const usage = entry("web", { new_connections: 10_000, processed_bytes_gb: 1000 });
    const review = priced(resources(short(types.balancer, "web", { subnets: ["a", "b"] })), { usage });
    expect(monthly(review, "LCU")).to.equal(2336);
  });

  it("3: does not price Fargate Spot or ARM as x86 on demand", () => {
    expect(monthly(tasks({}, "FARGATE"), "vCPU")).to.equal(14.7752);
    expect(monthly(tasks({ cpuArchitecture: "ARM64" }, "FARGATE"), "vCPU")).to.equal(11.8187);
    expect(monthly(tasks({ cpuArchitecture: "ARM64" }, "FARGATE_SPOT"), "vCPU")).to.equal(3.54561);
  });

  it("4: spreads the fee of an all-upfront reservation over its term", () => {
    const usage = entry("box", { reserved_instance_term: "3_year", reserved_upfront_usd: 180 });
    const review = priced(resources(short(types.instance, "box", { instanceType: "t4g.small" })), { usage });
    expect(monthly(review, "reservation fee")).to.equal(5);
  });

  it("5: prices Valkey as Valkey, at 80 % of Redis", () => {
    const node = (engine: string) =>
      monthly(
        priced(
          resources(
            short("aws:elasticache/replicationGroup:ReplicationGroup", "c", {
              engine,
              nodeType: "cache.t4g.micro",
            }),
          ),
        ),
        engine,
      );
    expect(node("valkey")).to.equal(9.344);
    expect(node("redis")).to.equal(11.68);
  });

  it("6: starts extended support the day after standard support ends, by version", () => {
    const support = (engineVersion: string) =>
      monthly(priced(database({ engineVersion })), "Extended support");
    expect(["13.20", "14.10", "17"].map(support)).to.deep.equal([146, 0, 0]);
  });

  it("7: has a price for gp3 storage of RDS", () => {
    expect(monthly(priced(database({ storageType: "gp3" })), "gp3")).to.equal(2.3);
  });

  it("8: takes off what is always free, as a line of its own", () => {
    const usage = { top: { requestsPerMonth: 0, egressGb: 60 } };
    const review = priced(resources(short(types.instance, "box", { instanceType: "t4g.micro" })), { usage });
    expect(
      review.lines.filter(({ type }) => type === "account").map(({ component }) => component),
    ).to.deep.equal(["Free: data to the internet"]);
    expect(monthly(review, "Free: data")).to.equal(-5.4);
  });

  it("9: puts data transfer at the resource that sends it", () => {
    const usage = { top: { requestsPerMonth: 0, egressGb: 60 } };
    const review = priced(resources(short(types.instance, "box", { instanceType: "t4g.micro" })), { usage });
    const senders = review.lines.filter(({ component }) => component === "Data to the internet");
    expect(senders.map(({ resource, quantity }) => [resource, quantity])).to.deep.equal([["box", 60]]);
  });

  it("10: says unknown where no price matches, never 0", () => {
    const review = priced(database({ engine: "sqlserver-ex" }));
    expect(review.lines).to.deep.equal([]);
    expect(review.unknown.map(({ resource }) => resource)).to.deep.equal(["db"]);
  });

  it("11: never shows a default S3 bucket or db.serverless as 0", () => {
    expect(priced(resources(short(types.bucket, "files"))).monthly.total).to.equal(0.032);
    const aurora = priced(
      resources(
        short("aws:rds/cluster:Cluster", "c", {
          engine: "aurora-postgresql",
          serverlessv2ScalingConfiguration: { minCapacity: 0.5 },
        }),
        short("aws:rds/clusterInstance:ClusterInstance", "i", {
          clusterIdentifier: "${c.id}",
          instanceClass: "db.serverless",
          engine: "aurora-postgresql",
        }),
      ),
    );
    expect(monthly(aurora, "ACU")).to.equal(43.8);
  });

  it("12: does not take dedicated tenancy, I/O-Optimized or another region's price for the ordinary one", () => {
    const dedicated = priced(
      resources(short(types.instance, "box", { instanceType: "t4g.small", tenancy: "dedicated" })),
    );
    expect(dedicated.unknown.map(({ reason }) => reason)).to.deep.equal([
      "no price for t4g.small with tenancy dedicated",
    ]);
    const elsewhere = priced(resources(short(types.elasticIp, "address")), { region: "mars-north-1" });
    expect(elsewhere.unknown[0]?.reason).to.match(
      /^no prices for the region mars-north-1; supported: us-east-1, /,
    );
  });
});

function entry(name: string, values: Record<string, unknown>) {
  const top = { requestsPerMonth: 0, egressGb: 0 };
  return { top, file: { name: "usage file", entries: new Map([[name, values]]) } };
}

function tasks(runtimePlatform: Record<string, string>, capacityProvider: string): CostReview {
  return priced(
    resources(
      short("aws:ecs/taskDefinition:TaskDefinition", "task", { cpu: "512", memory: "1024", runtimePlatform }),
      short("aws:ecs/service:Service", "web", {
        taskDefinition: "${task.arn}",
        desiredCount: 1,
        capacityProviderStrategies: [{ capacityProvider, weight: 1 }],
      }),
    ),
  );
}

function database(inputs: Record<string, unknown>) {
  const base = {
    engine: "postgres",
    engineVersion: "17",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    storageType: "gp3",
  };
  return resources(short(types.database, "db", { ...base, ...inputs }));
}

function monthly({ lines }: CostReview, part: string): number {
  return lines
    .filter(({ component }) => component.includes(part))
    .reduce((sum, line) => sum + line.monthly, 0);
}

function hours({ lines }: CostReview, part: string): number {
  return lines
    .filter(({ component }) => component.includes(part))
    .reduce((sum, line) => sum + line.quantity, 0);
}
