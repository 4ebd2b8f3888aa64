import { Client } from "./client";
import type { About } from "./about";
import type { LabFolder } from "./lab-folder";
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
  folder: LabFolder,
  about: About,
): Promise<readonly AppAnswer[]> {
  const client = new Client(folder, about);
  return Promise.all(
    apps.map(async (app) => {
      const host = `${app}.${labDomain}`;
      const answer = await client.ask(host).then(
        ({ status }) => String(status),
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      return { app, url: `https://${host}`, answer };
    }),
  );
}
