import { writeFileSync } from "node:fs";
import { until } from "../test/box-rig/command";
import { request } from "../test/box-rig/request";
import { ask } from "./ask";
import { labDomain } from "./lab-settings";
import type { LabFolder } from "./lab-folder";
import type { LabStatus } from "./lab-status";

export interface Serving {
  readonly address: string;
  /** File with the certificate of the authority to trust. */
  readonly authority: string;
}

/** The app of the example stack that is asked first: it answers when its database does. */
export const firstApp = { host: `todo.${labDomain}`, path: "/health" };

/** Waits until the first app answers well over HTTPS, and keeps the certificate of who signed for it. */
export async function firstAnswer(folder: LabFolder, seconds: number): Promise<Serving> {
  return until(`https://${firstApp.host}${firstApp.path} answers 200`, seconds, async () => {
    const { machines } = await ask<LabStatus>(folder.socket, "/status");
    const [{ address, authority } = {}] = machines;
    if (address === undefined || authority === undefined) return undefined;
    const answer = await request({ address, authority, ...firstApp }).catch(() => undefined);
    if (answer?.status !== 200) return undefined;
    writeFileSync(folder.authority, authority);
    return { address, authority: folder.authority };
  });
}
