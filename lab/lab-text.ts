import { homeTitles } from "../plan/switching/home-titles";
import type { About } from "./about";
import type { AppAnswer } from "./app-answers";
import type { Kept } from "./box-orders";
import { sizeText } from "./data-size";
import type { Side } from "./dns/name-table";
import { firstApp } from "./first-answer";
import type { LabWorkers } from "./lab-workers";
import type { LabStatus } from "./lab-status";
import type { Retired } from "./retire";
import type { Shared } from "./share";
import type { Visited } from "./under-visitors";
import type { RunningLab } from "./up";

/** What `up` says at its end. */
export function upText({ address, authority, apps, leftOut, seconds, dataBytes }: RunningLab): string {
  return [
    `The lab is ready after ${seconds.toFixed(0)} s: the first app answers over HTTPS.`,
    ...(dataBytes > 0 ? [`${sizeText(dataBytes)} of rows are in its database.`] : []),
    `Apps: ${apps.join(", ")}. Left out, because the lab does not have their images: ${leftOut.join(", ")}.`,
    "Call one with",
    `  ${callText(address, authority)}`,
    "npm run lab -- status | down",
  ].join("\n");
}

/** The name is in no DNS: the client is told where it is. */
function callText(address: string, authority: string): string {
  const { host, path } = firstApp;
  return `curl --cacert ${authority} --resolve ${host}:443:${address} https://${host}${path}`;
}

/** What a switch did to a visitor who wrote all the time. */
export function switchText(switched: Visited): string {
  const { home, pages, writes, wrong, failuresInside, failuresOutside, writeStopSeconds } = switched;
  return [
    `The databases are on ${homeTitles[home]}.`,
    `${writes} writes were acknowledged; not there exactly once: ${wrong.length}.`,
    `${pages} pages were read.`,
    `Failures outside of the fence: ${failuresOutside.length}, inside: ${failuresInside}.`,
    `Write stop, as the visitor saw it: ${writeStopSeconds.toFixed(1)} s.`,
    ...filledTexts(switched),
  ].join("\n");
}

function filledTexts({ filled }: Pick<Visited, "filled">): readonly string[] {
  if (!filled) return [];
  return [`${sizeText(filled.bytes)} of rows besides: ${filled.unchanged ? "unchanged" : "CHANGED"}.`];
}

/** Who answers since the share of visitors was changed, and what the change did to them. */
export function shareText(shared: Shared): string {
  const lines = shared.sides.map(
    ({ name, weight, pages }) => `${name}: weight ${weight} in DNS, ${pages} pages of first visitors.`,
  );
  return [...lines, ...illTexts(shared.sides), switchText(shared)].join("\n");
}

/** Without such a line a switch that nobody is led to would look like one that was made. */
function illTexts(sides: readonly Pick<Side, "name" | "healthy">[]): readonly string[] {
  return sides
    .filter(({ healthy }) => !healthy)
    .map(
      ({ name }) => `${name}: its Route 53 health check fails; DNS leaves it out while another tier is well.`,
    );
}

/** What a retirement took, and what it did to visitors. */
export function retireText(part: string, { updates, ...visited }: Retired): string {
  return `${part} is gone, after ${updates} updates.\n${switchText(visited)}`;
}

export function stoppedText(writes: number): string {
  return [
    `The box is stopped, its volume and address are kept. ${writes} writes were acknowledged until then.`,
    "`npm run lab -- box start` boots it again and looks for them.",
  ].join("\n");
}

export function startedText(kept: Kept): string {
  return [
    "The box serves again.",
    `${kept.writes} writes were acknowledged before it was stopped; not there exactly once: ${kept.wrong.length}.`,
    ...filledTexts(kept),
  ].join("\n");
}

/** What a power cut did to a visitor who wrote all the time. */
export function recoveredText({ writes, wrong, pages, failuresOutside, ...visit }: Visited): string {
  return [
    "The box serves again, on other hardware.",
    `${writes} writes were acknowledged; not there exactly once: ${wrong.length}.`,
    `${pages} pages were read. Requests that failed meanwhile: ${failuresOutside.length + visit.failuresInside}.`,
    `Without an acknowledgement, as the visitor saw it: ${visit.writeStopSeconds.toFixed(1)} s.`,
    ...filledTexts(visit),
  ].join("\n");
}

export function statusText(
  { since, endpoints }: About,
  status: LabStatus,
  answers: readonly AppAnswer[],
  workers: LabWorkers,
): string {
  const machines = status.machines.map(({ id, address, isOn, result, memoryMb }) => {
    if (!isOn) return `${id} at ${address ?? "no address"}: stopped`;
    const applied = result ? `${result.ok ? "serves" : "refused"} ${result.version.slice(0, 12)}` : "boots";
    return `${id} at ${address ?? "no address"}: ${applied}, ${memoryMb} MiB of memory in use`;
  });
  const services = status.services.map(
    ({ name, running, desired, state }) => `${name}: ${running} of ${desired} copies, ${state}`,
  );
  const environments = status.environments.map(
    (one) =>
      `${one.name}: ${one.instances} instances of Elastic Beanstalk, ${one.status}, ${one.version}, ${one.memoryMb} MiB of memory in use`,
  );
  return [
    `The lab is running since ${since}. Its DNS server: ${endpoints.names}.`,
    ...machines,
    ...services,
    ...environments,
    ...status.snapshots.map(({ id, of }) => `${id}: final snapshot of ${of}`),
    ...illTexts(status.sides),
    ...Object.entries(workers).map(
      ([worker, tiers]) => `${worker}, a worker, runs on ${tiers.join(" and ") || "no tier"}`,
    ),
    ...answers.map(({ url, answer }) => `${url}  ${answer}`),
  ].join("\n");
}
