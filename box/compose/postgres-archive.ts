import { paths } from "../paths";
import { mount, type Mount } from "./service";

/** Seconds after which a segment of the log that is not full is put aside, too: what a lost box can lose, with the upload's. */
const timeoutSeconds = 60;

/** Percent of the data volume in use from which on nothing is put aside any more. */
const fullPercent = 95;

const inside = "/wal";

/**
 * Puts a whole segment aside, compressed: it gets its name when it is on the disk. What waits under that name is never replaced:
 * after an upgrade it may be the server's of before, whose numbers were as low, and PostgreSQL asks again until it is uploaded;
 * the same segment is one that PostgreSQL had put aside when it was stopped. Where the disk is nearly full it is let go
 * instead, since PostgreSQL keeps what it cannot put aside, and stops when there is no room left; programs/upload-wal finds the
 * gap and begins anew. PostgreSQL replaces %p and %f. https://www.postgresql.org/docs/current/continuous-archiving.html
 */
const command =
  `[ "$(df --output=pcent ${inside} | tr -dc 0-9)" -ge ${fullPercent} ] || ` +
  `{ if [ -e "${inside}/%f.gz" ]; then gzip -t "${inside}/%f.gz" && gzip -dc "${inside}/%f.gz" | cmp -s - "%p"; ` +
  `else gzip -1 <"%p" >"${inside}/%f.new" && sync "${inside}/%f.new" && mv "${inside}/%f.new" "${inside}/%f.gz"; fi && ` +
  `sync ${inside}; }`;

/** Server parameters that keep the log for point-in-time recovery. */
export const archiveParameters: Readonly<Record<string, string>> = {
  archive_mode: "on",
  archive_timeout: `${timeoutSeconds}s`,
  archive_command: command,
};

/** Where segments wait for their upload. */
export function archiveMount(): Mount {
  return mount(paths.log, inside);
}
