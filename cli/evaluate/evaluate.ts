import { runtime } from "@pulumi/pulumi";
import program = require("../../index");
import { assumeDeployed } from "../../components/deployed-stack";
import type { DeployedStack } from "../../plan/deployed";
import { computedLists } from "./computed-lists";
import { lookUpAnswer } from "./placeholders";
import { watchMonitor } from "./monitor";
import type { RecordedResource } from "./recorded-resource";

/** How values that only AWS knows appear: as "${urn.property}", or unknown as in Pulumi's own preview. */
export type OutputMode = "placeholders" | "unknown";

export interface EvaluateArgs {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  /** Configuration as the engine would pass it: `ladder:apps` -> JSON text. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  readonly outputs?: OutputMode;
  /** What is deployed; nothing when it is not given. */
  readonly deployed?: DeployedStack;
}

export interface Evaluation {
  readonly resources: readonly RecordedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Answers of look-ups that stand for AWS's. */
  readonly placeholders: readonly string[];
}

/** Runs the program in this process under Pulumi's mocks. Once per process: mocks are global. */
export async function evaluate(args: EvaluateArgs): Promise<Evaluation> {
  const mode = args.outputs ?? "placeholders";
  assumeDeployed(args.deployed ?? { outputs: {}, resources: [] });
  const resources: RecordedResource[] = [];
  const placeholders = new Set<string>();
  const unset = new Map<string, readonly string[]>();
  await runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) =>
        answer(mode, resources.at(-1), unset.get(`${type} ${name}`) ?? [], inputs),
      call: ({ token, inputs }) => {
        const { value, shownAs } = lookUpAnswer(token, inputs, args.region);
        placeholders.add(shownAs);
        return value;
      },
    },
    args.project,
    args.stack,
    mode === "unknown",
  );
  watchMonitor((resource) => resources.push(resource));
  // Only an engine sets it; here the caller says what is secret.
  delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
  runtime.setAllConfig({ ...args.config }, [...args.secretKeys]);
  const outputs = await withShortTraces(() => run(unset));
  return {
    resources: inOrder(resources, unset),
    outputs: outputs as Record<string, unknown>,
    placeholders: [...placeholders],
  };
}

async function run(unset: Map<string, readonly string[]>): Promise<unknown> {
  const outputs = await runtime.runInPulumiStack(async () => {
    rememberUnsetProperties(unset);
    return program();
  });
  await runtime.disconnect();
  return outputs;
}

/** Pulumi writes a stack trace for every promise it makes; deep ones take a tenth of the time. */
async function withShortTraces<Result>(work: () => Promise<Result>): Promise<Result> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 1;
  try {
    return await work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** In the order of the program; registration itself runs in parallel. */
function inOrder(
  resources: readonly RecordedResource[],
  constructed: ReadonlyMap<string, unknown>,
): RecordedResource[] {
  const place = new Map([...constructed.keys()].map((key, index) => [key, index]));
  const placeOf = ({ type, name }: RecordedResource) => place.get(`${type} ${name}`) ?? 0;
  return resources.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Properties without an input are computed by AWS: the SDK passes them as undefined. */
function rememberUnsetProperties(unset: Map<string, readonly string[]>): void {
  runtime.registerStackTransformation(({ type, name, props }) => {
    unset.set(
      `${type} ${name}`,
      Object.keys(props).filter((key) => (props as Record<string, unknown>)[key] === undefined),
    );
    return undefined;
  });
}

function answer(
  mode: OutputMode,
  resource: RecordedResource | undefined,
  unset: readonly string[],
  inputs: Record<string, unknown>,
) {
  if (mode === "unknown" || !resource?.custom)
    return { id: mode === "unknown" ? undefined : "", state: inputs };
  const reference = (property: string) => `\${${resource.urn}.${property}}`;
  const computed = Object.fromEntries(unset.map((property) => [property, reference(property)]));
  const lists = computedLists(resource.type, inputs, reference);
  return { id: reference("id"), state: { ...inputs, ...computed, ...lists } };
}
