import type { Document } from "yaml";
import { isSeq } from "yaml";
import { Deployment, type Update } from "./deployment";

/** An app of the tests' own beside the committed ones, so that these may change without changing an assertion. */
export const guest = {
  name: "guest",
  image: "ghcr.io/acme/guest:1.0.0",
  port: 8080,
  memoryMb: 8,
  database: true,
  secrets: [{ name: "TOKEN", generate: true }],
};

export function addApp(settings: Document, app: unknown): void {
  settings.addIn(["config", "ladder:apps"], app);
}

/** The path of the guest's setting; the guest is the last app. */
export function guestPath(settings: Document, ...path: readonly (string | number)[]): (string | number)[] {
  const apps = settings.getIn(["config", "ladder:apps"]);
  if (!isSeq(apps)) throw new Error("the dev stack has no list of apps");
  return ["config", "ladder:apps", apps.items.length - 1, ...path];
}

interface Deployed {
  readonly deployment: Deployment;
  readonly update: Update;
}

let deployed: Promise<Deployed> | undefined;

/** The dev stack with the guest, deployed once for all scenarios. Copy it before changing anything. */
export function deployedDevStack(): Promise<Deployed> {
  deployed ??= deploy();
  return deployed;
}

async function deploy(): Promise<Deployed> {
  const deployment = await newDevStack();
  const update = await deployment.up();
  if (update.exitCode !== 0) throw new Error(`the first up failed:\n${update.stdout}${update.stderr}`);
  return { deployment, update };
}

/** The dev stack with the guest, never deployed. */
export async function newDevStack(): Promise<Deployment> {
  const deployment = await Deployment.init("dev");
  return deployment.edit((settings) => addApp(settings, guest));
}
