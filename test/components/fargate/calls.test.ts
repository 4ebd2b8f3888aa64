import { expect } from "chai";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openEcs } from "../../../components/fargate/calls/ecs-calls";
import { lastLines } from "../../../components/fargate/calls/task-log";

type Request = Readonly<Record<string, unknown>>;

/** AWS's own clients, talking to a server that keeps what they say and answers with the same thing. */
describe("what is said to AWS", () => {
  let server: Server;
  let before: NodeJS.ProcessEnv;
  let said: { readonly action: string; readonly request: Request }[];
  let answer: object;

  beforeEach(async () => {
    said = [];
    server = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("end", () => {
        const action = String(message.headers["x-amz-target"]).split(".").at(-1) ?? "";
        said.push({ action, request: JSON.parse(Buffer.concat(chunks).toString()) as Request });
        response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    before = { ...process.env };
    process.env["AWS_ENDPOINT_URL"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env["AWS_ACCESS_KEY_ID"] = process.env["AWS_SECRET_ACCESS_KEY"] = "test";
  });

  afterEach(async () => {
    process.env = before;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  it("starts a migration on demand, never on Spot, with an address only where the subnets need one", async () => {
    answer = { tasks: [{ taskArn: "arn:task/1" }], failures: [] };
    const where = { taskDefinition: "shop:1", subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] };
    const ecs = openEcs({ region: "us-east-1", cluster: "apps" });
    expect(await ecs.runTask({ ...where, assignPublicIp: true }, "token")).to.equal("arn:task/1");
    await ecs.runTask({ ...where, assignPublicIp: false }, "token");
    const vpc = { subnets: ["subnet-1"], securityGroups: ["sg-1"] };
    const common = {
      ...{ cluster: "apps", taskDefinition: "shop:1", count: 1, startedBy: "ladder", clientToken: "token" },
      capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 1 }],
    };
    expect(said.map(({ request }) => request)).to.deep.equal(
      ["ENABLED", "DISABLED"].map((assignPublicIp) => ({
        ...common,
        networkConfiguration: { awsvpcConfiguration: { ...vpc, assignPublicIp } },
      })),
    );
  });

  it("reads a task's log under the name that ECS gives it: prefix, container, task", async () => {
    answer = { events: [{ message: "applied 001" }] };
    const log = { region: "us-east-1", logGroup: "/ladder/dev/shop", parameters: [] };
    const arn = "arn:aws:ecs:us-east-1:123456789012:task/apps/0f9d";
    expect(await lastLines(log, arn, 10, () => Promise.resolve())).to.deep.equal(["applied 001"]);
    expect(said).to.deep.equal([
      {
        action: "GetLogEvents",
        request: {
          ...{ logGroupName: "/ladder/dev/shop", logStreamName: "task/app/0f9d" },
          ...{ limit: 10, startFromHead: false },
        },
      },
    ]);
  });
});
