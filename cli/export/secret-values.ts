import { randomBytes } from "node:crypto";
import { openSystemsManager, type Account } from "../../components/run-on-box/systems-manager";
import { appParameter, parameterRoot } from "../../plan/names";
import type { ExportVariable } from "../../leaving/variables";
import { awsProblem } from "../box/box-problem";

/** Values by the variable's name: those of the stack's own parameters, and new passwords for what is only inside. */
export async function secretValues(
  stack: string,
  account: Account,
  variables: readonly ExportVariable[],
): Promise<ReadonlyMap<string, string>> {
  const known = await parameters(stack, account).catch((error: unknown) => {
    throw awsProblem(error);
  });
  return new Map(
    variables.flatMap(({ name, source, inner }) => {
      const kept = source && known.get(appParameter(stack, source.app, source.name));
      const value = kept ?? (inner ? newPassword() : undefined);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Letters and digits alone: it stands inside of addresses. */
function newPassword(): string {
  return randomBytes(16).toString("hex");
}

async function parameters(stack: string, account: Account): Promise<ReadonlyMap<string, string>> {
  const { sdk, client } = await openSystemsManager(account)();
  const wanted = { Path: `${parameterRoot(stack)}/apps`, Recursive: true, WithDecryption: true };
  const found = new Map<string, string>();
  for await (const { Parameters = [] } of sdk.paginateGetParametersByPath({ client }, wanted))
    for (const { Name, Value } of Parameters)
      if (Name !== undefined && Value !== undefined) found.set(Name, Value);
  return found;
}
