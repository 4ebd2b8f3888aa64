import { imageProblems } from "../../settings/checks/images";
import { quoted } from "../../settings/quoted";
import { type Fields, isFields, settingsView } from "../../settings/settings-view";
import type { AppInput } from "../joined";
import type { Place } from "../place";
import { isSaid, scalarText } from "./values";

/** Stands where the file has no version: pulling it fails, which is better than running another one tomorrow. */
export const unsetTag = "set-a-version";

/** What an app is made from, or why there is nothing. */
export type Source =
  | { readonly settings: Pick<AppInput, "image" | "build">; readonly notes: readonly string[] }
  | { readonly problem: string };

/** Registries that anybody may pull from, as far as an image is public. */
const publicRegistry =
  /^(docker\.io|ghcr\.io|quay\.io|lscr\.io|gcr\.io|registry\.gitlab\.com|public\.ecr\.aws|mcr\.microsoft\.com|codeberg\.org|[\w-]+\.azurecr\.io|docker\.[\w.-]+|[\w.-]*\.dkr\.ecr\.[\w.-]+)\//;

/** Reads `build` and `image`. A folder that can be built goes before an image, which is then only its name. */
export function sourceOf(service: Fields, place: Place): Source {
  const image = scalarText(service.image) ?? "";
  if (isSaid(service.build)) {
    const built = builtFrom(service.build, place);
    if ("settings" in built || image === "") return built;
    const pulled = pulledFrom(image);
    return "settings" in pulled
      ? { ...pulled, notes: [...pulled.notes, `${built.problem}; the image is used`] }
      : built;
  }
  return image === "" ? { problem: "neither image nor build" } : pulledFrom(image);
}

function builtFrom(build: unknown, place: Place): Source {
  const context = scalarText(isFields(build) ? build.context : build) ?? ".";
  const more = isFields(build) ? build : {};
  if (/^(https?|git|ssh):|^git@|\.git(#|$)/.test(context))
    return { problem: "build: a repository elsewhere is not built; clone it and name the folder" };
  const dockerfile = scalarText(more.dockerfile) ?? "Dockerfile";
  if (more.dockerfile_inline !== undefined)
    return { problem: "build.dockerfile_inline: put it into a file named Dockerfile in the folder" };
  if (dockerfile.replace(/^\.\//, "") !== "Dockerfile")
    return {
      problem: `build.dockerfile: ${quoted(dockerfile)}: only a file named Dockerfile at the top of the folder is built; rename it`,
    };
  if (place.kindOf(context) !== "folder") return { problem: `build: there is no folder ${quoted(context)}` };
  if (place.kindOf(`${context}/Dockerfile`) !== "file")
    return { problem: `build: the folder ${quoted(context)} has no Dockerfile` };
  const unread = ["args", "target", "additional_contexts", "secrets", "ssh"].filter((key) =>
    isSaid(more[key]),
  );
  return {
    settings: { build: place.fromProject(context) },
    notes: unread.map((key) => `build.${key}: not passed on; write it into the Dockerfile`),
  };
}

function pulledFrom(image: string): Source {
  const plain = image.replace(/^(docker\.io|index\.docker\.io)\//, "");
  const problem = problemOf(plain);
  if (problem === undefined) return { settings: { image: plain }, notes: registryNotes(plain) };
  const versioned = `${plain.replace(/:(latest)?$/, "")}:${unsetTag}`;
  if (problemOf(versioned) !== undefined)
    return { problem: `image: ${quoted(image)} is no reference of an image` };
  const note =
    "image: the file names no version; write the one that runs now (docker image inspect shows it)";
  return { settings: { image: versioned }, notes: [note, ...registryNotes(plain)] };
}

function registryNotes(image: string): readonly string[] {
  const own = /^[\w-]+(\.[\w-]+)+(:\d+)?\//.test(image) || /^localhost(:\d+)?\//.test(image);
  if (!own || publicRegistry.test(image)) return [];
  return ["image: no login to this registry is made; it must be public, or in ECR"];
}

function problemOf(image: string): string | undefined {
  if (image.length > 255 || !/^[a-z0-9][\w./:@-]*$/.test(image)) return "not an image reference";
  return imageProblems(settingsView({ apps: [{ image }] }))[0]?.problem;
}
