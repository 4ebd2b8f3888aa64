import type { Problem } from "../problems";
import type { SettingsView } from "../settings-view";
import { shownValue } from "../shown-value";

const reference =
  /^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/** Images name one version for ever: the same settings must run the same software tomorrow. */
export function imageProblems({ apps }: SettingsView): readonly Problem[] {
  return apps.flatMap(({ path, image }) => (image === undefined ? [] : imageProblem(`${path}.image`, image)));
}

function imageProblem(path: string, image: string): readonly Problem[] {
  const got = shownValue(image, [path]);
  const found = reference.exec(image);
  if (!found)
    return [
      { path, problem: "not an image reference", got, allowed: "name:tag or name@sha256:<64 hex digits>" },
    ];
  const { tag, digest } = found.groups ?? {};
  if (digest !== undefined || (tag !== undefined && tag !== "latest")) return [];
  const problem = tag === "latest" ? "the tag latest changes without notice" : "no tag or digest";
  return [
    {
      path,
      problem,
      got,
      allowed: "a version such as name:1.4.0",
      hint: "the same settings must run the same software tomorrow",
    },
  ];
}
