import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { assumedResources } from "../../../plan/switching/assumed";
import { Running } from "../../box-rig/running";
import { jsonType, StandInServer } from "../../../rig/apis/stand-in-server";

const root = resolve(__dirname, "../../..");
const recordType = "aws:route53/record:Record";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

const written = (type: string, name: string, outputs: object) => ({
  urn: `urn:pulumi:prod::ladder::${type}::${name}`,
  type,
  outputs,
});

/** A state as Pulumi exports it: fargate serves and is watched. */
const exported = {
  version: 3,
  deployment: {
    resources: [
      written("pulumi:pulumi:Stack", "ladder-prod", { tier: "fargate" }),
      ...assumedResources("fargate", "auto").map(({ type, name, outputs }) => written(type, name, outputs)),
      written(recordType, "fargate-app.example.com", {
        setIdentifier: "fargate",
        healthCheckId: "0f0e0d0c-check",
        weightedRoutingPolicies: [{ weight: 100 }],
      }),
      written(alarmType, "watch-slow", { name: "watch-slow-1", region: "eu-west-1" }),
      written(alarmType, "watch-down", { name: "watch-down-1", region: "us-east-1" }),
      written(alarmType, "cpu", { name: "cpu-1", region: "eu-west-1" }),
    ],
  },
};

describe("npm run switch -- status, of a tier that alarms watch", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "ladder-watch-"));
  const export_ = join(folder, "stack.json");
  let takenOut = false;
  const askedAlarms: unknown[] = [];
  let env: NodeJS.ProcessEnv;

  before(async () => {
    writeFileSync(export_, JSON.stringify(exported));
    // Stands for the CLI: what it exports is given.
    const pulumi = join(folder, "pulumi");
    writeFileSync(pulumi, `#!/bin/sh\n[ "$1 $2" = "stack export" ] && cat '${export_}'\n`);
    chmodSync(pulumi, 0o755);
    const route53 = await StandInServer.start<object>("text/xml", () => ({
      status: 200,
      body: `<GetHealthCheckResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><HealthCheck><Id>0f0e0d0c-check</Id><CallerReference>one</CallerReference><HealthCheckConfig><Type>HTTP</Type><Inverted>${takenOut}</Inverted><Disabled>${takenOut}</Disabled></HealthCheckConfig><HealthCheckVersion>2</HealthCheckVersion></HealthCheck></GetHealthCheckResponse>`,
    }));
    const cloudwatch = await StandInServer.start<object>(jsonType, ({ body, target }) => {
      expect(target).to.equal("GraniteServiceVersion20100801.DescribeAlarms");
      const request = JSON.parse(body) as { readonly AlarmNames: readonly string[] };
      askedAlarms.push(request);
      const MetricAlarms = request.AlarmNames.includes("watch-slow-1")
        ? [{ AlarmName: "watch-slow-1", StateValue: "ALARM", StateReason: "5 datapoints were above 0.2" }]
        : [];
      return { status: 200, body: JSON.stringify({ MetricAlarms, CompositeAlarms: [] }) };
    });
    const none = join(folder, "no-aws-settings");
    env = {
      ...process.env,
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
      ...{ AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none, AWS_EC2_METADATA_DISABLED: "true" },
      ...{ AWS_PROFILE: undefined, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
      AWS_ENDPOINT_URL_ROUTE_53: route53.endpoint("route53", {}),
      AWS_ENDPOINT_URL_CLOUDWATCH: cloudwatch.endpoint("cloudwatch", {}),
      AWS_MAX_ATTEMPTS: "1",
    };
  });
  after(() => rmSync(folder, { recursive: true }));

  const credentials = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };

  /** The row about it. */
  async function watched(more: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string | undefined> {
    const program = ["--require", join(root, "scripts/loader.cjs"), join(root, "cli/switch.ts"), "status"];
    const all = [...program, "--stack", "prod", ...args];
    const { exitCode, stdout, stderr } = await new Running(all, { cwd: root, env: { ...env, ...more } })
      .ended;
    expect([exitCode, stderr]).to.deep.equal([0, ""]);
    return stdout.split("\n").find((line) => line.startsWith("  watched"));
  }

  it("says that it is in DNS while its health check is as the stack made it", async () => {
    takenOut = false;
    expect(await watched(credentials)).to.equal("  watched     fargate is in DNS: no alarm took it out");
    expect(askedAlarms).to.deep.equal([]);
  });

  it("says that an alarm took it out, which one and why, and how it comes back", async () => {
    takenOut = true;
    expect(await watched(credentials)).to.equal(
      "  watched     fargate WAS TAKEN OUT OF DNS by an alarm: its visitors go to what stands by. " +
        "watch-slow-1: 5 datapoints were above 0.2. pulumi up --refresh takes it back",
    );
    expect(askedAlarms).to.deep.equal([
      { AlarmNames: ["watch-slow-1"], StateValue: "ALARM" },
      { AlarmNames: ["watch-down-1"], StateValue: "ALARM" },
    ]);
  });

  it("says what it could not see without credentials, and of a file", async () => {
    takenOut = true;
    const unseen = "  watched     whether an alarm took fargate out of DNS could not be seen: ";
    expect(await watched({})).to.match(
      new RegExp(`^${unseen}AWS says CredentialsProviderError: .*; sign in as for pulumi up`),
    );
    expect(await watched(credentials, "--deployed", export_)).to.equal(`${unseen}a file does not tell`);
  });
});
