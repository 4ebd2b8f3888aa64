import type { AppInput } from "../joined";
import type { Place } from "../place";
import { JoiningProblem } from "../problem";

/** The folder of the file as something to build. Throws JoiningProblem without a Dockerfile: nothing here makes one. */
export function builtFolder(file: string, place: Place, dockerfile = "Dockerfile"): Pick<AppInput, "build"> {
  if (dockerfile.replace(/^\.\//, "") !== "Dockerfile")
    throw new JoiningProblem(
      `${file}: only a file named Dockerfile beside it is built; rename ${JSON.stringify(dockerfile)}`,
    );
  if (place.kindOf("Dockerfile") !== "file")
    throw new JoiningProblem(
      `${file}: there is no Dockerfile beside it, and buildpacks are not run here; write one (docker init does) and import again`,
    );
  return { build: place.fromProject(".") };
}
