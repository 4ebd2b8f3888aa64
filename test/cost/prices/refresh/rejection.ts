/** The error a promise ends with; fails when it ends well. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => "fulfilled" as const,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error(`expected an error, got ${String(outcome)}`);
}
