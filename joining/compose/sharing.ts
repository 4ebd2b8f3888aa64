import { quoted } from "../../settings/quoted";
import type { ServiceInput } from "./service-input";

type Candidate = readonly [service: string, input: ServiceInput];

/**
 * Services whose database another one has already, with the reason to leave them out: here each app has a database of its
 * own, and a worker beside an empty one would look as if it ran. The first that visitors reach keeps it.
 */
export function sharingDatabases(candidates: readonly Candidate[]): ReadonlyMap<string, string> {
  const inOrder = candidates.toSorted(([, a], [, b]) => Number(isWorker(a)) - Number(isWorker(b)));
  const owners: Candidate[] = [];
  const sharing = new Map<string, string>();
  for (const candidate of inOrder) {
    const [service, input] = candidate;
    const owner = owners.find(([, other]) => isSameDatabase(other, input));
    if (owner === undefined) owners.push(candidate);
    else sharing.set(service, reason(owner[0]));
  }
  return sharing;
}

function isWorker({ settings }: ServiceInput): boolean {
  return settings.port === undefined;
}

/** Where one of them does not say which database it uses, it is taken to be the same. */
function isSameDatabase({ environment: a }: ServiceInput, { environment: b }: ServiceInput): boolean {
  if (a.database?.service === undefined || a.database.service !== b.database?.service) return false;
  const [one, other] = [a.database.name, b.database.name];
  return one === undefined || other === undefined || one === other;
}

function reason(owner: string): string {
  return `it works on the database of service ${quoted(owner)}, and here each app has its own; run both in one container (a process manager in an image of yours), or give both the address of one database elsewhere, as a secret of another name than DATABASE_URL`;
}
