import { spawn, spawnSync } from "node:child_process";
import { openSystemsManager, type Account } from "../../components/run-on-box/systems-manager";
import { awsProblem, boxProblem } from "./box-problem";
import { sessionLine } from "./box-lines";
import { exitOf } from "./exit-of";
import type { Request } from "./message";

const plugin = "session-manager-plugin";
/** Name of the variable in which the plugin finds the session, whose token must not be among its arguments. */
const variable = "AWS_SSM_START_SESSION_RESPONSE";

/** Opens a terminal on the box through AWS's own plugin. It does not pass the exit code of what ran there on. */
export async function openSession(instanceId: string, account: Account, request: Request): Promise<number> {
  if (spawnSync(plugin, ["--version"]).error)
    throw boxProblem(
      `For a terminal on the box, install AWS's ${plugin} (1.2.497 or newer); commands that need none work without it.`,
    );
  const input = {
    Target: instanceId,
    DocumentName: "AWS-StartInteractiveCommand",
    Parameters: { command: [sessionLine(request)] },
  };
  const { sdk, client } = await openSystemsManager(account)();
  const { SessionId, StreamUrl, TokenValue } = await client
    .send(new sdk.StartSessionCommand(input))
    .catch((error: unknown) => {
      throw awsProblem(error);
    });
  const endpoint = `https://ssm.${account.region}.amazonaws.com`;
  const args = [
    variable,
    account.region,
    "StartSession",
    account.profile ?? "",
    JSON.stringify(input),
    endpoint,
  ];
  const session = JSON.stringify({ SessionId, StreamUrl, TokenValue });
  return exitOf(spawn(plugin, args, { stdio: "inherit", env: { ...process.env, [variable]: session } }));
}
