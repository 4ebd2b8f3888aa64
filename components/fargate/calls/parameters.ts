/** What one request takes: SSM API, GetParameters. */
const atOnce = 10;

/** Values of SSM parameters, decrypted; only to leave them out of what is shown. */
export async function readParameters(where: {
  readonly region: string;
  readonly profile?: string;
  readonly parameters: readonly string[];
}): Promise<readonly string[]> {
  const { region, profile, parameters } = where;
  if (parameters.length === 0) return [];
  const sdk = await import("@aws-sdk/client-ssm");
  const client = new sdk.SSMClient({ region, profile });
  const values: string[] = [];
  for (let start = 0; start < parameters.length; start += atOnce) {
    const Names = parameters.slice(start, start + atOnce);
    const answer = await client.send(new sdk.GetParametersCommand({ Names, WithDecryption: true }));
    values.push(...(answer.Parameters ?? []).map(({ Value }) => Value ?? ""));
  }
  return values;
}
