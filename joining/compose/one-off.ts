import type { Fields } from "../../settings/settings-view";
import { commandOf, shellText } from "./command";
import type { Variables } from "./interpolate";
import { isSaid, scalarText, under } from "./values";

/** Whether another service waits until this one has ended well. */
export function isAwaitedOneOff(name: string, services: ReadonlyMap<string, Fields>): boolean {
  return [...services.values()].some((service) => awaits(service, name));
}

/** Whether a service is not meant to go on running. */
export function isJob(service: Fields): boolean {
  return scalarText(service.restart) === "no" && !isSaid(service.ports);
}

/** What a service runs once before it starts: the commands of those it waits for that are made from the same image. */
export function migrationOf(
  service: Fields,
  services: ReadonlyMap<string, Fields>,
  variables: Variables,
): string | undefined {
  const commands = [...services].flatMap(([name, other]) => {
    if (!awaits(service, name) || !isSameImage(service, other) || isSaid(other.entrypoint)) return [];
    const command = commandOf(other.command, variables);
    return command !== undefined && "words" in command ? [shellText(command.words)] : [];
  });
  return commands.length === 0 ? undefined : commands.join(" && ");
}

/** Whether it runs what the other one runs. */
export function isSameImage(service: Fields, other: Fields): boolean {
  const made = ({ image, build }: Fields) =>
    JSON.stringify([build ?? null, isSaid(build) ? null : (image ?? null)]);
  return made(service) === made(other);
}

function awaits(service: Fields, name: string): boolean {
  return under(service, "depends_on", name).condition === "service_completed_successfully";
}
