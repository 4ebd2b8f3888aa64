import { type Account, openSystemsManager } from "../../components/run-on-box/systems-manager";
import { holdParameter } from "../../plan/schedule";
import { awsProblem } from "../box/box-problem";
import type { Hold } from "./hold";

/** The parameter that holds a stack up: there while somebody wants it, and no part of Pulumi's state. */
export function openHold(stack: string, account: Account) {
  const open = openSystemsManager(account);
  const Name = holdParameter(stack);
  return {
    read: () =>
      asked(async () => {
        const { sdk, client } = await open();
        const { Parameter } = await client.send(new sdk.GetParameterCommand({ Name }));
        return JSON.parse(Parameter?.Value ?? "null") as Hold;
      }),
    write: (hold: Hold) =>
      asked(async () => {
        const { sdk, client } = await open();
        const Value = JSON.stringify(hold);
        await client.send(new sdk.PutParameterCommand({ Name, Value, Type: "String", Overwrite: true }));
      }),
    remove: () =>
      asked(async () => {
        const { sdk, client } = await open();
        await client.send(new sdk.DeleteParameterCommand({ Name }));
      }),
  };
}

/** Undefined where there is no hold. */
async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterNotFound") return undefined;
    throw awsProblem(error);
  }
}
