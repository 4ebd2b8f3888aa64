import { update } from "../../components/data-home/provider";
import type { DataHomeInputs } from "../../components/data-home/inputs";

/** What Pulumi's engine has the resource's provider do, in a process that a test may kill: inputs as the argument, outputs at last. */
async function main(): Promise<void> {
  const { outs } = await update(JSON.parse(process.argv[2] ?? "") as DataHomeInputs);
  console.log(JSON.stringify(outs));
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
