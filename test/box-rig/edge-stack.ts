import { portfolio, withApp, withDomain, type RigApp, type RigSettings } from "../../rig/stacks";

const echo: RigApp = {
  name: "echo",
  image: "ladder-rig/echo:1",
  port: 3000,
  hosts: ["rig.test", "echo.rig.test"],
  redirectHosts: ["www.rig.test"],
  memoryMb: 64,
  readOnly: true,
};

/** Under a domain; the bare one belongs to an app that answers as it is asked to. */
export const edgeStack: RigSettings = withDomain({ ...portfolio, apps: [...portfolio.apps, echo] });

/** Without a domain, so that the box verifies it too: a static site and an app that ask visitors for a password. */
export function protectedStack(version: number): RigSettings {
  const password = {
    basicAuth: { user: "friends", password: "VISITORS" },
    secrets: [{ name: "VISITORS", generate: true, version }],
  };
  return withApp(withApp(portfolio, "site", password), "whoami", password);
}
