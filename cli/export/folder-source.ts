import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserMistake } from "../run-command";
import { type BackupSource, identifiersAmong } from "./backup-source";

/** A folder as `aws s3 sync s3://BUCKET/backups/ FOLDER` makes it. */
export function folderSource(folder: string): BackupSource {
  if (!existsSync(folder)) throw new UserMistake(`--backups: there is no folder ${folder}`);
  return {
    title: folder,
    identifiers: async () => {
      const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "manifest.json")));
      return identifiersAmong(names.map((name) => `${name}/manifest.json`));
    },
    text: async (key) => readFileSync(join(folder, key), "utf8"),
    stream: async ({ key }) => {
      if (!existsSync(join(folder, key)))
        throw new UserMistake(`${folder} has no ${key}: copy the backups again`);
      return createReadStream(join(folder, key));
    },
  };
}
