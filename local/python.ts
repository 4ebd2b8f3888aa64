import { join } from "node:path";
import { outcomeOf } from "./docker";
import { LocalProblem } from "./problem";

const programs = join(__dirname, "../box/programs");

const call =
  "import json, sys; sys.path.insert(0, sys.argv[1]); import secret_files; " +
  "print(json.dumps(secret_files.files(**json.load(sys.stdin))))";

export interface SecretValues {
  /** App -> variable -> value. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Data service -> password of its administrator. */
  readonly admin: Readonly<Record<string, string>>;
}

/** The files with secrets, made by the box's own module; values go over standard input, never in arguments. */
export async function secretFiles(
  box: unknown,
  values: SecretValues,
): Promise<Readonly<Record<string, string>>> {
  const input = JSON.stringify({ box, ...values });
  const { status, stdout, stderr } = await outcomeOf("python3", ["-B", "-c", call, programs], input);
  if (status !== 0) throw new Error(`secret_files.py: ${stderr}`);
  return JSON.parse(stdout) as Record<string, string>;
}

/** The box's module needs Python 3.7, which macOS's developer tools and every Linux have. */
export async function checkPython(): Promise<void> {
  const check = ["-c", "import sys; sys.exit(sys.version_info < (3, 7))"];
  const works = await outcomeOf("python3", check).then(
    ({ status }) => status === 0,
    () => false,
  );
  if (!works) {
    throw new LocalProblem(
      "python3 3.7 or newer is missing: install it (macOS: xcode-select --install; Debian, Ubuntu and WSL: apt install python3).",
    );
  }
}
