import { appNetwork } from "./app-service";
import type { Service } from "./service";

/**
 * Networks of a service of the box: one of its own, and those of the apps that it serves. Docker takes the first to be joined
 * (`priority`) for the container's own and starts it no more when that is gone. Published ports and the way out go through the
 * network whose name sorts first; connections hang when that one comes or goes. So neither may be an app's: `0-` is before
 * every `app-`.
 */
export function boxNetworks(own: string, apps: readonly { readonly name: string }[]): Service["networks"] {
  const others = apps.map(({ name }) => [appNetwork(name), {}] as const);
  return { [`0-${own}`]: { priority: 1 }, ...Object.fromEntries(others) };
}
