import { outcomeOf } from "./docker";
import { lastLine } from "./docker-problem";
import { LocalProblem } from "./problem";

/** Whether Docker has the image already. */
export async function present(image: string): Promise<boolean> {
  return (await outcomeOf("docker", ["image", "inspect", "--format", "{{.Id}}", image])).status === 0;
}

/** Gets an image unless it is there. */
export async function pull(image: string): Promise<void> {
  if (await present(image)) return;
  const { status, stderr } = await outcomeOf("docker", ["pull", "--quiet", image]);
  if (status !== 0) throw new LocalProblem(`the image ${image} cannot be pulled: ${lastLine(stderr)}`);
}
