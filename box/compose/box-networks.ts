import { appNetwork } from "./app-service";
import type { Service } from "./service";

/**
 * Networks of a service of the box: one of its own, and those of the apps that it serves. Docker takes the first for the
 * container's own and joins it to no other, and starts it no more, when that is gone. So it must not be an app's.
 */
export function boxNetworks(own: string, apps: readonly { readonly name: string }[]): Service["networks"] {
  const others = apps.map(({ name }) => [appNetwork(name), {}] as const);
  return { [own]: { priority: 1 }, ...Object.fromEntries(others) };
}
