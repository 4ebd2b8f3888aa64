/** One step of `pulumi preview --json` that changes something. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface PreviewDocument {
  readonly steps?: readonly {
    readonly op: string;
    readonly urn: string;
    readonly newState?: { readonly inputs?: Readonly<Record<string, unknown>> };
  }[];
  readonly diagnostics?: readonly { readonly message: string; readonly severity: string }[];
}

/** The steps without "same", in a stable order. The stack itself and providers are no resources. */
export function changingSteps(document: PreviewDocument): readonly Step[] {
  return (document.steps ?? [])
    .filter(({ op, urn }) => op !== "same" && op !== "read" && !typeAndName(urn).type.startsWith("pulumi:"))
    .map(({ op, urn, newState }) => ({ op, urn, ...typeAndName(urn), inputs: newState?.inputs ?? {} }))
    .sort((a, b) => `${a.urn} ${a.op}`.localeCompare(`${b.urn} ${b.op}`));
}

/** `update aws:s3/bucketObjectv2:BucketObjectv2 bundle`: what most assertions compare. */
export function described(steps: readonly Pick<Step, "op" | "type" | "name">[]): readonly string[] {
  return steps.map(({ op, type, name }) => `${op} ${type} ${name}`).sort();
}

/** Parses the document that `pulumi preview --json` prints, also when the preview fails. */
export function parsePreview(stdout: string): PreviewDocument {
  const start = stdout.indexOf("{");
  return start < 0 ? {} : (JSON.parse(stdout.slice(start)) as PreviewDocument);
}

/** What the CLI would show under Diagnostics. */
export function diagnosticsOf(document: PreviewDocument): string {
  return (document.diagnostics ?? []).map(({ message }) => message).join("\n");
}

function typeAndName(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}
