import { outcomeOf, output } from "../command";

/** Makes a zip of files: path in it -> content. */
export async function makeZip(file: string, files: Readonly<Record<string, string>>): Promise<void> {
  const program =
    "import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n" +
    "    for path, text in json.load(sys.stdin).items(): z.writestr(path, text)";
  await output("python3", ["-c", program, file], JSON.stringify(files));
}

/** The text of one of its files. */
export async function readFromZip(archive: Buffer, path: string): Promise<string> {
  const program =
    "import io, sys, zipfile\n" +
    "sys.stdout.write(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).read(sys.argv[1]).decode())";
  const { status, stdout, stderr } = await outcomeOf("python3", ["-c", program, path], archive);
  if (status !== 0) throw new Error(`${path} cannot be read from the zip: ${stderr}`);
  return stdout;
}
