import { expect } from "chai";
import type { RecordedResource } from "../../cli/evaluate/recorded-resource";
import { balancedStack, singleStack } from "../beanstalk/beanstalk-stack";
import { evaluated } from "../evaluated";
import { fargateStack } from "../fargate-stack";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
const mailed = "alerts.emails=[a@example.com, b@example.com]";
const hooked = "alerts.webhook=/alerts/dev/webhook";

async function resourcesOf(...set: readonly string[]): Promise<readonly RecordedResource[]> {
  return (await evaluated("dev", set)).resources;
}

function alarmsIn(resources: readonly RecordedResource[]): ReadonlyMap<string, RecordedResource["inputs"]> {
  return new Map(
    resources
      .filter(({ type, name }) => type === alarmType && name.startsWith("alarm-"))
      .map(({ name, inputs }) => [name.replace("alarm-", ""), inputs]),
  );
}

const named = (resources: readonly RecordedResource[], type: string) =>
  resources.filter((one) => one.type === type).map(({ name }) => name);

describe("alarms", () => {
  const few = {
    box: ["box-credits", "box-stuck", "box-unreachable", "problems"],
    "box with RDS": [
      "box-credits",
      "box-stuck",
      "box-unreachable",
      "databases-connections",
      "databases-storage",
      "problems",
    ],
    "single instance": [
      "databases-connections",
      "databases-storage",
      "dumps",
      "environment-health",
      "instances-problems",
    ],
    "several instances": [
      "databases-connections",
      "databases-storage",
      "dumps",
      "environment-health",
      "errors",
      "instances-problems",
    ],
    fargate: ["databases-connections", "databases-storage", "dumps", "errors"],
  } as const;
  const sets: Readonly<Record<keyof typeof few, readonly string[]>> = {
    box: [],
    "box with RDS": ["database=rds"],
    "single instance": singleStack(),
    "several instances": balancedStack(),
    fargate: fargateStack(),
  };

  for (const [title, names] of Object.entries(few))
    it(`that end in an outage or a loss, and no others, are the few of ${title}`, async () => {
      const found = alarmsIn(await resourcesOf(...sets[title as keyof typeof few]));
      expect([...found.keys()].sort()).to.deep.equal([...names]);
    });

  it("are not there without the group, nor is what sends the box's figures", async () => {
    const resources = await resourcesOf("alerts=null");
    expect(alarmsIn(resources).size).to.equal(0);
    expect(named(resources, "ladder:watch:Alerts")).to.deep.equal([]);
    expect(JSON.stringify(resources)).to.not.include("cloudwatch:PutMetricData");
  });

  it("of memory and disk on Beanstalk look at the worst instance, by a figure that its role may send and no other", async () => {
    const resources = await resourcesOf(...balancedStack("alerts.alarms=all", "alerts.dashboard=false"));
    const found = alarmsIn(resources);
    const looked = ["instances-memory", "instances-disk"].map((name) => {
      const { namespace, metricName, dimensions, statistic, threshold, treatMissingData } =
        found.get(name) ?? {};
      return [namespace, metricName, dimensions, statistic, threshold, treatMissingData];
    });
    expect(looked).to.deep.equal([
      ["Ladder", "InstanceMemoryPercent", { Stack: "dev" }, "Maximum", 85, "notBreaching"],
      ["Ladder", "InstanceDiskPercent", { Stack: "dev" }, "Maximum", 80, "notBreaching"],
    ]);
    const role = resources.find(
      ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name === "instances",
    );
    const { Statement } = JSON.parse(String(role?.inputs["policy"])) as { Statement: { Sid: string }[] };
    expect(Statement.filter(({ Sid }) => Sid === "OwnFigures")).to.deep.equal([
      {
        Sid: "OwnFigures",
        Effect: "Allow",
        Action: ["cloudwatch:PutMetricData"],
        Resource: ["*"],
        Condition: { StringEquals: { "cloudwatch:namespace": "Ladder" } },
      },
    ]);
  });

  it("of instances without alarms need no right to send figures", async () => {
    const resources = await resourcesOf(...balancedStack("alerts=null", "backups.nightly=0"));
    expect(JSON.stringify(resources)).to.not.include("cloudwatch:PutMetricData");
  });

  it("of each app are there with all of them on Fargate: its service, and the copies that answer requests", async () => {
    const found = [...alarmsIn(await resourcesOf(...fargateStack("alerts.alarms=all"))).keys()];
    const ofApp = (app: string) => found.filter((name) => name.endsWith(`-${app}`)).sort();
    expect(ofApp("shop")).to.deep.equal(["cpu-shop", "memory-shop", "unhealthy-shop"]);
    expect(ofApp("watch")).to.deep.equal(["cpu-watch", "memory-watch"]);
    expect(ofApp("docs")).to.deep.equal([]);
  });

  it("have AWS itself restart a box, on the hardware that failed and on a system that hangs", async () => {
    const found = alarmsIn(await resourcesOf("aws:region=eu-west-1", mailed));
    const actions = (name: string) => (found.get(name)?.["alarmActions"] as readonly string[])[0];
    expect(actions("box-unreachable")).to.equal("arn:aws:automate:eu-west-1:ec2:recover");
    expect(actions("box-stuck")).to.equal("arn:aws:automate:eu-west-1:ec2:reboot");
  });

  it("look at what the tier made", async () => {
    const dimensions = async (name: string, ...set: readonly string[]) =>
      JSON.stringify(alarmsIn(await resourcesOf(...set)).get(name)?.["dimensions"]);
    expect(await dimensions("box-stuck")).to.match(
      /^{"InstanceId":"\$\{[^"]*ec2\/instance:Instance::box\.id}"}$/,
    );
    expect(await dimensions("problems")).to.equal('{"Stack":"dev"}');
    const fargate = fargateStack("alerts.alarms=all");
    expect(await dimensions("cpu-shop", ...fargate)).to.match(
      /"ClusterName":"\$\{[^"]*Cluster::apps\.name}","ServiceName":"\$\{[^"]*Service::shop\.name}"/,
    );
    expect(await dimensions("unhealthy-shop", ...fargate)).to.match(
      /"LoadBalancer":"\$\{[^"]*::web\.arnSuffix}","TargetGroup":"\$\{[^"]*::shop\.arnSuffix}"/,
    );
    expect(await dimensions("cache-cpu", ...fargate)).to.match(/"CacheClusterId":"[^"]*-001"/);
    expect(await dimensions("databases-cpu", ...fargate)).to.match(
      /"DBInstanceIdentifier":"[^"]*databases\.identifier}"/,
    );
  });

  it("follow the settings", async () => {
    const set = ["alerts.alarms=all", "alerts.thresholds.diskPercent=70", "alerts.thresholds.p95Ms=250"];
    const box = alarmsIn(await resourcesOf(...set));
    expect([box.get("disk")?.["threshold"], box.get("slow")?.["threshold"]]).to.deep.equal([70, 250]);
    const fargate = alarmsIn(await resourcesOf(...fargateStack(...set)));
    expect(fargate.get("databases-storage")?.["threshold"]).to.equal(6 * 2 ** 30);
    expect(fargate.get("slow")?.["threshold"]).to.equal(0.25);
  });

  it("of credits are there only for a machine that is slowed down without them", async () => {
    for (const set of ["box.credits=unlimited", "box.instance=m7g.large"])
      expect(alarmsIn(await resourcesOf(set)).has("box-credits")).to.equal(false);
  });
});

describe("who is told", () => {
  it("is nobody without addresses and a webhook; then there is no topic", async () => {
    const resources = await resourcesOf("alerts.emails=[]");
    expect(named(resources, "aws:sns/topic:Topic")).to.deep.equal([]);
    expect(alarmsIn(resources).get("problems")?.["okActions"]).to.deep.equal([]);
  });

  it("hears of every alarm and of its end, by mail and by webhook", async () => {
    const resources = await resourcesOf(mailed, hooked);
    expect(named(resources, "aws:sns/topic:Topic")).to.deep.equal(["mail", "webhook"]);
    const topics = resources.filter(({ type }) => type === "aws:sns/topic:Topic");
    const arns = topics.map(({ urn }) => `\${${urn}.arn}`);
    for (const [name, { alarmActions, okActions }] of alarmsIn(resources)) {
      expect(alarmActions, name).to.include.members(arns);
      expect(okActions, name).to.deep.equal(arns);
    }
  });

  it("keeps a subscription when another address comes before it: each has a name of its own", async () => {
    const before = named(await resourcesOf("alerts.emails=[b@example.com]"), subscriptionType);
    const after = named(await resourcesOf(mailed), subscriptionType);
    expect(after).to.include.members(before).and.have.length(2);
  });

  it("hears of the budget: addresses from AWS itself, the webhook through its topic", async () => {
    const resources = await resourcesOf(
      ...[hooked, mailed, "budget.monthlyUsd=50", "budget.emails=[c@example.com]"],
      ...["budget.actualPercent=[70, 100, 150]", "budget.forecastPercent=[100]"],
    );
    const budget = resources.find(({ type }) => type === "aws:budgets/budget:Budget");
    const notices = budget?.inputs["notifications"] as readonly Readonly<Record<string, unknown>>[];
    expect(
      notices.map(({ notificationType, threshold }) => `${String(notificationType)} ${String(threshold)}`),
    ).to.deep.equal(["ACTUAL 70", "ACTUAL 100", "ACTUAL 150", "FORECASTED 100"]);
    for (const { subscriberEmailAddresses, subscriberSnsTopicArns } of notices) {
      expect(subscriberEmailAddresses).to.deep.equal(["c@example.com"]);
      const topic = resources.find(({ type, name }) => type === "aws:sns/topic:Topic" && name === "webhook");
      expect(subscriberSnsTopicArns).to.deep.equal([`\${${topic?.urn}.arn}`]);
    }
  });

  it("keeps the webhook's address out of the stack: the function has the parameter's name and may read it alone", async () => {
    const resources = await resourcesOf(hooked);
    const lambda = resources.find(({ type }) => type === "aws:lambda/function:Function");
    expect(lambda?.inputs["environment"]).to.deep.equal({
      variables: { WEBHOOK_PARAMETER: "/alerts/dev/webhook" },
    });
    const policy = resources.find(
      ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name === "webhook",
    );
    const { Statement } = JSON.parse(String(policy?.inputs["policy"])) as {
      Statement: readonly { Action: readonly string[]; Resource: readonly string[] }[];
    };
    expect(Statement.map(({ Action }) => Action)).to.deep.equal([
      ["ssm:GetParameter"],
      ["logs:CreateLogStream", "logs:PutLogEvents"],
    ]);
    expect(Statement[0]?.Resource[0]).to.match(
      /^arn:aws:ssm:us-east-1:[^:]*:parameter\/alerts\/dev\/webhook$/,
    );
  });
});
