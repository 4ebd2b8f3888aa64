import { quoted } from "../../settings/quoted";
import type { Fields } from "../../settings/settings-view";
import known from "./service-keys.json";
import { isSaid } from "./values";

const notes: ReadonlyMap<string, string> = new Map(Object.entries(known.notes));

/** What is said of settings of a service that have no counterpart. */
export function keyNotes(service: Fields): readonly string[] {
  return said(service).flatMap((key) => {
    if (known.read.includes(key) || known.covered.includes(key)) return [];
    const note = notes.get(key);
    return [note === undefined ? `${quoted(key)}: not known here, ignored` : `${key}: ${note}`];
  });
}

/** Settings of a service that the stack takes care of by itself. */
export function coveredKeys(service: Fields): readonly string[] {
  return said(service).filter((key) => known.covered.includes(key));
}

function said(service: Fields): readonly string[] {
  return Object.keys(service).filter((key) => isSaid(service[key]) && !key.startsWith("x-"));
}
