import { createHash } from "node:crypto";

/** A backup of one database and one volume, key -> content, as box/programs/backup_manifest.py describes it. */
export function sampleBackup(
  id: string,
  { failed = [] }: { failed?: readonly string[] } = {},
): Readonly<Record<string, string>> {
  const dump = part(`${id}/databases/app_todo.dump`, `dump of ${id}`);
  const archive = part(`${id}/volumes/wiki/notes.tar.gz`, `files of ${id}`);
  const manifest = {
    format: 1,
    id,
    time: `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}T03:00:00Z`,
    bytes: 10,
    databases: [
      {
        name: "app_todo",
        app: "todo",
        role: "app_todo",
        form: {
          provider: "b",
          locale: "C.UTF-8",
          encoding: "UTF8",
          collate: "C.UTF-8",
          ctype: "C.UTF-8",
          bytes: 1,
        },
        extensions: [["pg_trgm", "public"]],
        dump: dump.facts,
      },
    ],
    volumes: [{ app: "wiki", path: "/data/ladder/apps/wiki/notes", archive: archive.facts }],
    failed: failed.map((name) => ({ name, error: "no" })),
  };
  return {
    [`${id}/manifest.json`]: JSON.stringify(manifest),
    [dump.facts.key]: dump.content,
    [archive.facts.key]: archive.content,
  };
}

function part(key: string, content: string) {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { content, facts: { key, bytes: content.length, sha256 } };
}
