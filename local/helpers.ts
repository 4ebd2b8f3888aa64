import { docker } from "./docker";
import { projectLabel, type LocalProject } from "./project";

/** Options of `docker run` for a container that does one thing and goes. */
export function helperArguments(project: LocalProject): readonly string[] {
  return ["--label", projectLabel(project)];
}

/** Removes such containers of a run that was killed; they would hold on to volumes and images. */
export async function removeHelpers(project: LocalProject): Promise<void> {
  const ofCompose = [
    `label=com.docker.compose.project=${project.name}`,
    "label=com.docker.compose.oneoff=True",
  ];
  const own = await docker(["ps", "--all", "--quiet", "--filter", `label=${projectLabel(project)}`]);
  const theirs = await docker([
    "ps",
    "--all",
    "--quiet",
    ...ofCompose.flatMap((label) => ["--filter", label]),
  ]);
  const containers = `${own}\n${theirs}`.split("\n").filter(Boolean);
  if (containers.length > 0) await docker(["rm", "--force", "--volumes", ...containers]);
}
