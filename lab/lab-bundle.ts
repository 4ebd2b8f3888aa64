import { documentOf } from "../box/bundle-document";
import { withOwnAuthority } from "../rig/differences";

interface Document {
  readonly version: string;
  readonly files: Readonly<Record<string, { readonly content: string }>>;
}

/**
 * A bundle as the lab's machine gets it: Caddy makes certificates by its own authority, because no public one can look at
 * this machine. That changes the version, which Run Command therefore translates.
 */
export function labBundle(declaredDocument: string): { document: string; declared: string; own: string } {
  const { version: declared, files } = JSON.parse(declaredDocument) as Document;
  const contents = Object.fromEntries(Object.entries(files).map(([path, { content }]) => [path, content]));
  const document = documentOf(withOwnAuthority(contents));
  return { document, declared, own: (JSON.parse(document) as Document).version };
}
