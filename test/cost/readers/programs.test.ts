import { expect } from "chai";
import { fixture, reviewOf, shown } from "./fixture";

const NAMES = ["autoscaling", "beanstalk", "containers", "databases", "serverless", "mixed"];

describe("programs of the real engine", () => {
  for (const name of NAMES) {
    it(`cost the same before the first update and after it: ${name}`, async () => {
      const preview = reviewOf(await fixture(`${name}.preview`));
      const state = reviewOf(await fixture(`${name}.export`));
      expect(preview.monthly).to.deep.equal(state.monthly);
      expect(shown(preview).toSorted()).to.deep.equal(shown(state).toSorted());
      expect(preview.unknown).to.deep.equal([]);
    });
  }

  it("prices a group by its launch template, its least size and its subnets, all unknown in the preview", async () => {
    const review = reviewOf(await fixture("autoscaling.preview"));
    expect(shown(review)).to.deep.equal([
      "scratch: Volume 100 GB gp3 = 8",
      "web: Application load balancer = 16.425",
      "web: Capacity units (LCU) = 0.16",
      "web: 2 public IPv4 addresses = 7.3",
      "web: Data to the internet = 1.8",
      "web: 2 x t4g.small, Linux, on demand = 24.528",
      "web: 2 x Root disk 30 GB gp3 = 4.8",
      "web: 2 public IPv4 addresses = 7.3",
    ]);
  });

  it("prices a service by its task definition, although the container definitions are one unknown string", async () => {
    const { region, lines, monthly } = reviewOf(await fixture("containers.preview"));
    expect(region).to.equal("eu-central-1");
    expect(monthly.fixed).to.equal(40.4639);
    const tasks = lines.find(({ component }) => component === "2 x Fargate ARM, 0.5 vCPU");
    expect(tasks?.rate).to.equal(0.03725);
    expect(tasks?.maximum).to.deep.equal({ quantity: 2920, monthly: 108.77 });
  });

  it("prices a database and the instances of a cluster whose id is unknown", async () => {
    const review = reviewOf(await fixture("databases.preview"));
    expect(shown(review)).to.deep.equal([
      "events: Storage = 1",
      "events: I/O requests = 0.6",
      "events: Secret of the master password = 0.4",
      "orders: db.t4g.medium, postgres, Multi-AZ, on demand = 94.17",
      "orders: Storage 50 GB gp3 = 11.5",
      "orders: Backups beyond the free share = 0",
      "events-writer: Capacity of at least 0.5 ACU = 43.8",
      "events-reader: Capacity of at least 0.5 ACU = 43.8",
    ]);
  });

  it("prices what is behind the option settings of a Beanstalk environment", async () => {
    const review = reviewOf(await fixture("beanstalk.export"));
    expect(shown(review)).to.deep.equal([
      "shop: 2 x t4g.small, Linux, on demand = 24.528",
      "shop: CPU credits above the baseline (unlimited) = 0",
      "shop: 2 x Root disk 16 GB gp3 = 2.56",
      "shop: 2 public IPv4 addresses = 7.3",
      "shop: Application load balancer = 16.425",
      "shop: Capacity units (LCU) = 0.16",
      "shop: 2 public IPv4 addresses = 7.3",
      "shop: Data to the internet = 1.8",
    ]);
  });

  it("prices a function and its API in the configured region", async () => {
    const review = reviewOf(await fixture("serverless.preview"));
    expect(review.region).to.equal("eu-west-1");
    expect(review.monthly).to.deep.equal({ fixed: 0, usage: 1.39355, total: 1.39355 });
  });

  it("has every AWS resource in exactly one list", async () => {
    for (const name of NAMES) {
      for (const kind of ["preview", "export"]) {
        const program = await fixture(`${name}.${kind}`);
        const { lines, free, unsupported, unknown } = reviewOf(program);
        const priced = new Set(lines.map(({ urn }) => urn).filter(Boolean));
        const listed = [...priced, ...[...free, ...unsupported, ...unknown].map(({ urn }) => urn)];
        const own = program.states
          .map(({ resource }) => resource)
          .filter(({ type }) => type.startsWith("aws:"));
        expect(listed.filter((urn) => urn.includes("aws:")).toSorted()).to.deep.equal(
          own.map(({ urn }) => urn).toSorted(),
        );
      }
    }
  });

  it("names other clouds' resources as unsupported and prices none of them", async () => {
    const { unsupported, lines, free } = reviewOf(await fixture("mixed.preview"));
    expect(unsupported.map(({ resource, type }) => `${resource} ${type}`)).to.have.members([
      "worker gcp:compute/instance:Instance",
      "files azure-native:storage:StorageAccount",
      "blog aws:lightsail/instance:Instance",
    ]);
    expect([...new Set(lines.map(({ resource }) => resource))]).to.deep.equal(["assets"]);
    const read = free.find(({ resource }) => resource === "shared");
    expect(read?.reason).to.equal("only read here: not a resource of this program");
  });
});
