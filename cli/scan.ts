import { createCommand, Option } from "commander";
import { loadStack } from "./load-stack";
import { exitCodes, runCommand } from "./run-command";
import { askEcr } from "./scan/ask-ecr";
import type { ScannedImage } from "./scan/scan-result";
import { failing, scanText } from "./scan/scan-text";
import { severities, type Severity } from "./scan/severities";
import { type StackImage, stackImages } from "./scan/stack-images";

interface Options {
  readonly stack: string;
  readonly profile?: string;
  readonly failOn?: Severity;
  readonly json?: true;
}

const failOn = new Option(
  "--fail-on <severity>",
  `exit code ${exitCodes.refused} when an image has a finding this bad, or is in ECR without a scan`,
).choices(severities);

const command = createCommand("scan")
  .description(
    "What ECR's scan on push found in each image of a stack, by severity. Looks at the settings and folders as they are now; asks AWS, which costs nothing.",
  )
  .option("-s, --stack <name>", "stack whose settings are read", "dev")
  .option("--profile <profile>", "AWS profile instead of aws:profile of the stack's settings")
  .addOption(failOn)
  .option("--json", "print one JSON document and nothing else")
  .showHelpAfterError()
  .action(async ({ stack, profile, failOn: worst, json }: Options) => {
    const { plan } = loadStack({ stack, set: [] });
    const images: ScannedImage[] = [];
    for (const image of stackImages(plan)) images.push(await scannedOf(image, profile ?? plan.profile));
    process.stdout.write(`${json ? JSON.stringify({ stack, images }, null, 2) : scanText(stack, images)}\n`);
    if (worst && failing(images, worst).length > 0) process.exitCode = exitCodes.refused;
  });

async function scannedOf(
  { place, ...image }: StackImage,
  profile: string | undefined,
): Promise<ScannedImage> {
  return { ...image, ...(place ? await askEcr(place, profile) : { state: "elsewhere" as const }) };
}

void runCommand(command);
