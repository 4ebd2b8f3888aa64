import { recordOf, type Values } from "../../cost/readers/state";
import type { PreviewDocument, PreviewStep } from "./read-preview";
import { remembers, retirable } from "./retirable";
import { statefulTypes } from "./stateful-types";

/** One thing in a preview that loses data, or lifts what guards it. */
export interface Finding {
  readonly what: "delete" | "replace" | "forget" | "lift";
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Half a sentence. */
  readonly why: string;
}

const deleting = new Set(["delete", "delete-replaced", "discard", "discard-replaced"]);
const replacing = new Set(["replace", "create-replacement", "import-replacement", "read-replacement"]);
/** Inputs of AWS resources that guard what they hold, and the value that lifts it. */
const guards: Readonly<Record<string, boolean>> = {
  deletionProtection: false,
  deletionProtectionEnabled: false,
  finalSnapshot: false,
  skipFinalSnapshot: true,
  forceDestroy: true,
  forceDelete: true,
};
/** How many backups AWS makes and keeps by itself. With 0 it deletes those there are: RDS, DocumentDB, Neptune, Redshift, caches. */
const kept = ["backupRetentionPeriod", "automatedSnapshotRetentionPeriod", "snapshotRetentionLimit"];

/**
 * What must not happen unseen. `allowed`: URNs or names that the user permits by name. While Ladder's `retire` is set,
 * what the retired part held may lose its protection, and go once an earlier update has lifted it.
 */
export function findings(preview: PreviewDocument, allowed: readonly string[] = []): readonly Finding[] {
  const mayRetire = retirable(preview);
  const found = preview.steps.flatMap((step) => judged(step, mayRetire));
  const permitted = ({ urn, name }: Finding) => allowed.includes(urn) || allowed.includes(name);
  // A replacement may come as three steps.
  const unique = new Map(found.map((finding) => [finding.urn, finding]));
  return [...unique.values()].filter((finding) => !permitted(finding));
}

function judged(step: PreviewStep, mayRetire: ReturnType<typeof retirable>): readonly Finding[] {
  const { op, type, name, urn, before } = step;
  if (!before || before["external"] === true) return [];
  const retired = mayRetire(type, name);
  const finding = (what: Finding["what"], why: string) => [{ what, type, name, urn, why }];
  if (op === "delete" && remembers(type, name))
    return finding(
      "delete",
      "with it goes what the stack knows of its switches: what exists, where the data is",
    );
  const loss = lossOf(step, before);
  if (deleting.has(op) && loss !== undefined) {
    if (retired && before["protect"] !== true) return [];
    return before["retainOnDelete"] === true
      ? finding("forget", "it stays in the cloud, but Pulumi no longer knows it")
      : finding(op === "delete-replaced" ? "replace" : "delete", loss);
  }
  if (replacing.has(op)) return loss === undefined ? [] : finding("replace", loss);
  const lifted = liftedBy(step, before);
  return lifted === undefined || retired ? [] : finding("lift", lifted);
}

/** Undefined for what can be rebuilt. What stands inside one of Ladder's tiers is compute. */
function lossOf({ type, urn }: PreviewStep, before: Values): string | undefined {
  const lost = urn.includes("::ladder:tiers:") ? undefined : statefulTypes[type];
  const goes = lost === undefined ? undefined : `with it goes ${lost}`;
  if (before["protect"] !== true) return goes;
  return goes === undefined ? "protected" : `protected; ${goes}`;
}

function liftedBy({ type, after }: PreviewStep, before: Values): string | undefined {
  if (!after) return undefined;
  if (before["protect"] === true && after["protect"] !== true)
    return "it would no longer be protected from deletion";
  if (before["retainOnDelete"] === true && after["retainOnDelete"] !== true)
    return "it would no longer stay in the cloud when it leaves the program";
  if (!(type in statefulTypes)) return undefined;
  const [was, now] = [recordOf(before["inputs"]), recordOf(after["inputs"])];
  const name = Object.keys(guards).find((input) => lifts(input, was[input], now[input]));
  if (name !== undefined) return `${name} would become ${String(guards[name])}`;
  const copies = kept.find((input) => Number(was[input]) > 0 && now[input] === 0);
  return copies && `${copies} would become 0, and the backups that AWS made would go at once`;
}

/** All of these are off when not given. */
function lifts(input: string, was: unknown, now: unknown): boolean {
  const loose = guards[input];
  const isLoose = (value: unknown) => (value === true) === loose;
  return !isLoose(was) && isLoose(now);
}
