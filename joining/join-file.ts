import { joinCompose } from "./compose/join-compose";
import type { FileKind } from "./file-kind";
import type { Joined } from "./joined";
import type { Place } from "./place";
import { joinFly } from "./platforms/fly";
import { joinProcfile } from "./platforms/procfile";
import { joinRailway } from "./platforms/railway";
import { JoiningProblem } from "./problem";

/** Turns the text of a user's file into apps of a stack. Throws JoiningProblem when nothing of it can be one. */
export function joinFile(
  text: string,
  {
    file,
    kind,
    place,
    profiles,
  }: { file: string; kind: FileKind; place: Place; profiles: readonly string[] },
): Joined {
  const joined = read(text, file, kind, place, profiles);
  if (joined.apps.length > 0) return joined;
  const reasons = joined.leftOut.map((left) => `${left.origin}: ${left.reasons.join("; ")}`);
  throw new JoiningProblem(
    [`${file}: nothing in it can be an app of a stack`, ...reasons, ...joined.notes].join("\n"),
  );
}

function read(text: string, file: string, kind: FileKind, place: Place, profiles: readonly string[]): Joined {
  switch (kind) {
    case "compose":
      return joinCompose(text, file, place, profiles);
    case "procfile":
      return joinProcfile(text, file, place);
    case "fly":
      return joinFly(text, file, place);
    case "railway":
      return joinRailway(text, file, place);
  }
}
