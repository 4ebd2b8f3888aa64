import { columns } from "./columns";

/** What box_status.py prints of the box's record of deploys. */
export interface History {
  readonly deploys: readonly Deploy[];
}

interface Deploy {
  readonly version: string;
  readonly time: string;
  readonly ok: boolean;
  readonly error: string;
  /** What was done to one app; absent for a deploy. */
  readonly action?: string;
  readonly changed: readonly Change[];
}

/** Images, and what was there before is null for a new app. */
interface Change {
  readonly app: string;
  readonly before: string | null;
  readonly after: string;
}

const heading = ["TIME", "VERSION", "OUTCOME", "CHANGED"];

/** The table of `npm run box -- history`. */
export function historyText({ deploys }: History): string {
  if (deploys.length === 0) return "Nothing was deployed here yet.";
  return columns([heading, ...deploys.map(row)]);
}

function row({ version, time, ok, error, action = "applied", changed }: Deploy): readonly string[] {
  return [
    time,
    version.slice(0, 12),
    ok ? action : `failed: ${error}`,
    changed.map(change).join(", ") || "-",
  ];
}

function change({ app, before, after }: Change): string {
  if (before === null) return `${app} (new, ${after})`;
  return before === after ? `${app} (${after})` : `${app} (${before} -> ${after})`;
}
