import { chmodSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { startRig } from "../rig/rig";
import { startBeanstalkApi } from "../rig/apis/beanstalk-api";
import { startSystemsManager } from "../rig/apis/systems-manager";
import { startContainerApis } from "../rig/apis/container-apis";
import type { About } from "./about";
import { refused } from "./ask";
import { BeanstalkActions } from "./beanstalk/beanstalk-api";
import type { Call, Reply } from "./call";
import { startNameServer } from "./dns/name-server";
import { EcsApi } from "./fargate/ecs-api";
import { fillRows, type RowRange, rowsFingerprint } from "./filling";
import { Lab } from "./lab";
import { firstApp } from "./first-answer";
import { labData } from "./lab-data";
import { labFolder } from "./lab-folder";
import { type MachineOrder, noBox } from "./lab-machine";
import { LabProblem } from "./lab-problem";
import { labLeaks } from "./lab-leaks";
import { labRows } from "./lab-rows";
import { labStatus } from "./lab-status";
import { labWorkers } from "./lab-workers";

const betweenRoundsMs = 1000;
const broken = 500;

/** The lab's own process: carries out what providers ask for until it is told to end. scripts/test-box.sh then tidies up. */
async function main(): Promise<void> {
  const folder = labFolder(process.argv[2]);
  writeFileSync(folder.server, String(process.pid));
  const lab = new Lab(await startRig());
  const ecs = new EcsApi(lab.ecs, lab.parameters);
  const systemsManager = (await startSystemsManager()).endpoint("lab", { box: lab, ecs });
  const containers = (await startContainerApis()).endpoint("lab", ecs);
  const beanstalk = (await startBeanstalkApi()).endpoint("lab", new BeanstalkActions(lab.beanstalk));
  const names = await startNameServer(lab.names, `${lab.rig.subnet}.1`);
  void tend(lab);
  const answer = async (path: string, body: string): Promise<unknown> => {
    if (path === "/carry") return carried(lab, JSON.parse(body) as Call);
    if (path === "/rows") return labRows(lab);
    if (path === "/leaks") return labLeaks(lab);
    if (path === "/workers") return labWorkers(lab, JSON.parse(body) as readonly string[]);
    if (path === "/sides") return lab.names.sides(firstApp.host);
    if (path === "/fill") return fillRows(lab, JSON.parse(body) as RowRange);
    if (path === "/filled") return rowsFingerprint(lab);
    if (path === "/machine") return orderMachine(lab, JSON.parse(body) as MachineOrder);
    return path === "/data" ? labData(lab) : labStatus(lab);
  };
  const server = createServer((message, response) => {
    void textOf(message)
      .then((body) => answer(message.url ?? "", body))
      .then((value) => response.end(JSON.stringify(value)))
      .catch((error: unknown) => refuse(response, error));
  });
  server.listen(folder.socket, () => {
    chmodSync(folder.socket, 0o600);
    const about: About = {
      since: new Date().toISOString(),
      endpoints: {
        all: lab.rig.cloud.endpoint,
        ...{ systemsManager, containers, beanstalk, names },
      },
    };
    writeFileSync(`${folder.about}.new`, JSON.stringify(about));
    renameSync(`${folder.about}.new`, folder.about);
  });
}

/** What a cloud does by itself, until the process ends. */
async function tend(lab: Lab): Promise<never> {
  for (;;) {
    await lab.tend().catch((error: unknown) => console.error(String(error)));
    await new Promise((done) => setTimeout(done, betweenRoundsMs));
  }
}

/** The lab goes on. */
function refuse(response: ServerResponse, error: unknown): void {
  response.statusCode = error instanceof LabProblem ? refused : broken;
  response.end(error instanceof Error ? error.message : String(error));
}

async function orderMachine({ machines }: Lab, order: MachineOrder): Promise<object> {
  const [machine] = machines.values();
  if (!machine) throw new LabProblem(noBox);
  await machine.obey(order);
  return {};
}

async function carried(lab: Lab, call: Call): Promise<Reply> {
  const started = Date.now();
  const say = (how: string) =>
    console.log(
      `${new Date().toISOString()} ${call.operation} ${call.type} ${call.name} (${Date.now() - started} ms): ${how}`,
    );
  try {
    const outputs = await lab.carry(call);
    say("done");
    return { outputs };
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    say(sentence);
    return { error: sentence };
  }
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

main().catch((error: unknown) => {
  // The last line of what a program said is the one that tells why.
  console.error((error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1));
  process.exit(1);
});
