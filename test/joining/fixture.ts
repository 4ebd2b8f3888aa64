import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readSource } from "../../cli/import/read-source";
import { joinFile } from "../../joining/join-file";
import type { Joined } from "../../joining/joined";
import { placeAt } from "../../joining/place";

const root = "test/joining/fixtures";

/** Names of the fixtures: what well-known self-hosted apps publish, written anew with the traps that each of them has. */
export const fixtures: readonly string[] = readdirSync(root).toSorted();

/** A fixture as apps of a stack. */
export function joinedFixture(
  name: string,
  profiles: readonly string[] = [],
): Joined & { readonly file: string } {
  const { text, file, folder, kind } = readSource(join(root, name));
  return { file, ...joinFile(text, { file, kind, place: placeAt(folder, "."), profiles }) };
}
