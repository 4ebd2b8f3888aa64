import type { Resource } from "./types";

// Providers whose resources are never billed by a cloud: they act on this machine or only compute something.
const COSTLESS = new Set([
  ..."pulumi pulumi-nodejs pulumi-python random docker docker-build tls command local null".split(" "),
  ..."time std archive cloudinit synced-folder external http".split(" "),
]);
// Providers whose type tokens look like those of components.
const NATIVE = new Set("azure-native google-native kubernetes".split(" "));

/** Who sends the bill. none: a component or a costless helper. */
export type Biller = "aws" | "aws-native" | "other" | "none";

/** Tells the biller by the package of the type. */
export function billedBy({ type, custom }: Resource): Biller {
  const name = type.slice(0, type.indexOf(":"));
  if (custom === false || COSTLESS.has(name)) return "none";
  if (name === "aws" || name === "aws-native") return name;
  if (custom === true || NATIVE.has(name)) return "other";
  // `gcp:compute/instance:Instance` is a resource of a provider, `acme:web:Site` a component.
  return type.slice(name.length).includes("/") ? "other" : "none";
}
