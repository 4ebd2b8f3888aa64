import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { UserMistake } from "../run-command";
import type { BoxOptions } from "./carry-out";
import { raisePasswordVersion } from "./raise-password-version";

/** Writes the next version of an app's passwords into the stack's settings; the next update makes and uses them. */
export function rotate({ stack, local, json }: BoxOptions, app: string): void {
  const file = `Pulumi.${stack}.yaml`;
  if (!existsSync(file)) throw new UserMistake(`there is no ${file} here`);
  const { text, from, to } = raisePasswordVersion(readFileSync(file, "utf8"), file, app);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  const next = local ? "npm run local" : `pulumi up -s ${stack}`;
  const said = `${file}: passwordVersion of ${app} is now ${to}, was ${from}. Nothing else has changed yet; ${next} gives the app its new passwords.`;
  process.stdout.write(`${json ? JSON.stringify({ app, file, from, to, next }, null, 2) : said}\n`);
}
