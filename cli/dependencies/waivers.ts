import type { Waiver } from "../../policy/waivers";

/** Packages, as `name@version`, whose manifest names no licence that is allowed. Another version is looked at again. */
export const licenceWaivers: Readonly<Record<string, Waiver>> = {
  "@logdna/tail-file@2.2.0": {
    since: "2026-11-21",
    reason: "its file LICENSE, which the manifest points at, is the text of the MIT licence",
  },
};

/** Known vulnerabilities that are accepted, by the advisory's address as `npm audit` gives it. */
export const advisoryWaivers: Readonly<Record<string, Waiver>> = {};
