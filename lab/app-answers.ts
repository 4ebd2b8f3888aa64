import { readFileSync } from "node:fs";
import { request } from "../test/box-rig/request";
import { labDomain } from "./lab-settings";

export interface AppAnswer {
  readonly app: string;
  readonly url: string;
  /** Of HTTP, or why there is none. */
  readonly answer: string;
}

/** Asks every app over HTTPS, as a visitor would. */
export function appAnswers(
  apps: readonly string[],
  address: string,
  authorityFile: string,
): Promise<readonly AppAnswer[]> {
  const authority = readFileSync(authorityFile, "utf8");
  return Promise.all(
    apps.map(async (app) => {
      const host = `${app}.${labDomain}`;
      const answer = await request({ address, host, authority }).then(
        ({ status }) => String(status),
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      return { app, url: `https://${host}`, answer };
    }),
  );
}
