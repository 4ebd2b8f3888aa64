import { openSystemsManager, type Account } from "../../components/run-on-box/systems-manager";
import { dumpsParameter } from "../../plan/dumps";
import { awsProblem } from "./box-problem";

/** Where the task that backs databases up is started; see components/dumps/create-dumps.ts. */
export interface DumpsTask {
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly logGroup: string;
}

/** Undefined where the stack has none: a box makes its backups, or nobody. */
export async function findDumps(stack: string, account: Account): Promise<DumpsTask | undefined> {
  const { sdk, client } = await openSystemsManager(account)();
  const input = { Names: [dumpsParameter(stack)], WithDecryption: true };
  const answer = await client.send(new sdk.GetParametersCommand(input)).catch((error: unknown) => {
    throw awsProblem(error);
  });
  const text = answer.Parameters?.[0]?.Value;
  return text === undefined ? undefined : (JSON.parse(text) as DumpsTask);
}
