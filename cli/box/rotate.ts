import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { UserMistake } from "../run-command";
import type { BoxOptions } from "./carry-out";
import { raisePasswordVersion, raiseRdsPasswordVersion } from "./raise-password-version";

/**
 * Writes the next version of an app's passwords into the stack's settings, or of RDS's administrator's; the next update makes
 * and uses them.
 */
export function rotate({ stack, local, json }: BoxOptions, app: string | undefined): void {
  const file = `Pulumi.${stack}.yaml`;
  if (!existsSync(file)) throw new UserMistake(`there is no ${file} here`);
  const before = readFileSync(file, "utf8");
  const { text, from, to } =
    app === undefined ? raiseRdsPasswordVersion(before, file) : raisePasswordVersion(before, file, app);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  const next = local ? "npm run local" : `pulumi up -s ${stack}`;
  const [owner, gives] =
    app === undefined ? ["rds", "RDS another administrator's password"] : [app, "the app its new passwords"];
  const said = `${file}: passwordVersion of ${owner} is now ${to}, was ${from}. Nothing else has changed yet; ${next} gives ${gives}.`;
  process.stdout.write(`${json ? JSON.stringify({ app, file, from, to, next }, null, 2) : said}\n`);
}
