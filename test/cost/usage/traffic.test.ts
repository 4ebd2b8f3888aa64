import { expect } from "chai";
import { resolveUsage } from "../../../cost/usage/top-usage";
import { Traffic } from "../../../cost/usage/traffic";
import type { Resource } from "../../../cost/types";
import { UsageError } from "../../../cost/usage/usage-error";
import { resources, short, types } from "../resources";

describe("usage in words people know", () => {
  it("turns users into requests and requests into egress", () => {
    const { requests, egressGb } = resolveUsage({ users: 500 });
    expect([requests.value, egressGb.value]).to.deep.equal([500_000, 10]);
    expect(egressGb.assumption).to.equal("500 users (as set) with 1,000 requests a month each; 20 KB each");
  });

  it("takes what is set as it is", () => {
    const { requests, egressGb } = resolveUsage({ requestsPerMonth: 7, egressGb: 3, users: 9 }, "compose");
    expect([requests.value, egressGb.value]).to.deep.equal([7, 3]);
  });

  it("refuses negative and absurd amounts, all at once", () => {
    expect(() => resolveUsage({ requestsPerMonth: -1, egressGb: NaN })).to.throw(
      UsageError,
      /^usage.requestsPerMonth must be a number of 0 or more; got -1\nusage.egressGb must be a number of 0 or more; got NaN$/,
    );
  });

  it("lets data leave through the outermost layer only, in equal parts", () => {
    const list = resources(
      short(types.instance, "one"),
      short(types.instance, "two"),
      short(types.balancer, "web"),
      short(types.balancer, "inside", { internal: true }),
    );
    const usage = resolveUsage({ requestsPerMonth: 1000, egressGb: 8 });
    const behind = new Traffic(usage, list);
    expect(list.map((each) => behind.egressGb(each)?.value)).to.deep.equal([
      undefined,
      undefined,
      8,
      undefined,
    ]);
    expect(list.map((each) => behind.requests(each).value)).to.deep.equal([500, 500, 1000, 0]);
    const boxes = list.slice(0, 2);
    expect(boxes.map((each) => new Traffic(usage, boxes).egressGb(each)?.value)).to.deep.equal([4, 4]);
  });

  it("lets data leave through the balancer too when distributions serve files alone, by apps and sites", () => {
    const site = (origin: string) =>
      short("aws:cloudfront/distribution:Distribution", "site", { origins: [{ domainName: origin }] });
    const others = [
      short(types.bucket, "files"),
      short(types.balancer, "web"),
      ...["a", "b", "c"].map((name) => short("aws:lb/targetGroup:TargetGroup", name)),
    ];
    const usage = resolveUsage({ requestsPerMonth: 1000, egressGb: 8 });
    const parts = (origin: string) => {
      const list = resources(site(origin), ...others);
      const traffic = new Traffic(usage, list);
      return [0, 2].map((index) => {
        const resource = list[index];
        return resource && [traffic.egressGb(resource)?.value, traffic.requests(resource).value];
      });
    };
    expect(parts("${files.bucketRegionalDomainName}")).to.deep.equal([
      [2, 250],
      [6, 750],
    ]);
    expect(parts("${web.dnsName}")).to.deep.equal([
      [8, 1000],
      [undefined, 1000],
    ]);
  });

  it("gives no requests to functions that only updates call, and to workers with an address", () => {
    const worker = (ports: readonly object[]) => [
      short("aws:ecs/taskDefinition:TaskDefinition", "task", {
        containerDefinitions: JSON.stringify([{ name: "app", portMappings: ports }]),
      }),
      short("aws:ecs/service:Service", "service", {
        taskDefinition: "${task.arn}",
        networkConfiguration: { assignPublicIp: true },
      }),
    ];
    const requests = (list: readonly Resource[], name: string) => {
      const found = list.find((one) => one.name === name);
      return found && new Traffic(resolveUsage({ requestsPerMonth: 1000 }), list).requests(found).value;
    };
    const call = short("aws:lambda/invocation:Invocation", "call", { functionName: "${make.name}" });
    const open = short("aws:lambda/functionUrl:FunctionUrl", "url", { functionName: "${make.name}" });
    const make = short(types.function, "make");
    expect(requests(resources(make, call), "make")).to.equal(0);
    expect(requests(resources(make, call, open), "make")).to.equal(1000);
    expect(requests(resources(...worker([])), "service")).to.equal(0);
    expect(requests(resources(...worker([{ containerPort: 80 }])), "service")).to.equal(1000);
  });
});
