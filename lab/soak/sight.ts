import type { Home } from "../../box/run-command/move-data";
import { holders } from "../../plan/switching/memory";
import { until } from "../../rig/command";
import { tierNames, type Tier } from "../../settings/schema";
import type { About } from "../about";
import { appAnswers } from "../app-answers";
import { ask } from "../ask";
import { Client } from "../client";
import { deployedResources } from "../deployed";
import { firstApp } from "../first-answer";
import type { LabData } from "../lab-data";
import type { LabFolder } from "../lab-folder";
import type { LabStatus } from "../lab-status";
import type { LabWorkers } from "../lab-workers";
import { runningApps, workers } from "../running-apps";

/** What can be seen of the lab's stack from outside of the program. */
export interface Sight {
  readonly tiers: readonly Tier[];
  readonly home: Home;
  readonly server: boolean;
  /** Worker -> where it runs. */
  readonly workers: LabWorkers;
  /** Apps that do not answer well, with what they answer. */
  readonly ill: readonly string[];
  /** Logs that hold a secret. */
  readonly leaks: readonly string[];
  /** The first app's page. */
  readonly page: string;
  /** Title of a todo -> how often it is there. */
  readonly titles: LabData["titles"];
}

const patienceSeconds = 90;

/** Waits a while for apps and workers: they may have started just now. */
export async function look(folder: LabFolder, about: About): Promise<Sight> {
  const names = runningApps(folder);
  const ill = async () =>
    (await appAnswers(names, folder, about)).flatMap(({ app, answer }) =>
      answer === "200" ? [] : [`${app}: ${answer}`],
    );
  const where = () => ask<LabWorkers>(folder.socket, "/workers", workers(folder));
  const settled = async () =>
    (await ill()).length === 0 && Object.values(await where()).every((tiers) => tiers.length === 1);
  await until("apps and workers are there", patienceSeconds, settled).catch(() => undefined);
  const { machines, environments, services } = await ask<LabStatus>(folder.socket, "/status");
  const there = { compose: machines, beanstalk: environments, fargate: services };
  const { home, titles } = await ask<LabData>(folder.socket, "/data");
  const resources = await deployedResources(folder, about);
  const page = await new Client(folder, about).ask(firstApp.host).then(({ body }) => body, String);
  return {
    tiers: tierNames.filter((tier) => there[tier].length > 0),
    ...{ home, titles, page },
    server: resources.some(({ type }) => type === holders.rds.type),
    workers: await where(),
    ill: await ill(),
    leaks: await ask<Sight["leaks"]>(folder.socket, "/leaks"),
  };
}
