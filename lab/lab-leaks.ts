import { output, outcomeOf } from "../rig/command";
import type { Lab } from "./lab";

/** Shorter texts, such as names, may stand anywhere. */
const shortest = 16;

/** Of a machine: what it, its containers and its platform have written. */
const logsInside =
  "journalctl --no-pager -o cat; docker ps -aq | xargs -rn 1 docker logs 2>&1; cat /var/log/eb-*.log 2>/dev/null";

/** Logs in which a secret of the stack stands, one line each; the secret itself is never told. */
export async function labLeaks(lab: Lab): Promise<readonly string[]> {
  const secrets = secretsOf(lab.parameters);
  const found = (await logsOf(lab)).flatMap(([place, text]) =>
    secrets.flatMap(([name, secret]) =>
      text.includes(secret) ? [`${name} is in the logs of ${place}`] : [],
    ),
  );
  return found.toSorted();
}

/** Parameter -> the part of its value that nobody may see: an address holds a password. */
export function secretsOf(parameters: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...parameters].flatMap(([name, value]) => {
    // The one that describes a task.
    if (value.startsWith("{")) return [];
    const secret = value.includes("://") ? new URL(value).password : value;
    return secret.length >= shortest ? [[name, secret] as const] : [];
  });
}

async function logsOf({ rig, machines, beanstalk }: Lab): Promise<readonly (readonly [string, string])[]> {
  const instances = beanstalk.environments.flatMap((environment) => environment.instances);
  const inside = [...machines.values(), ...instances].map(async ({ box }) => {
    const { stdout } = await box.try(logsInside);
    return [box.name, stdout] as const;
  });
  const names = await output("docker", [
    ...["ps", "--all", "--filter", `label=${rig.label}`, "--format", "{{.Names}}"],
  ]);
  const outside = names.split("\n").map(async (name) => {
    // One that was removed meanwhile has none.
    const { stdout, stderr } = await outcomeOf("docker", ["logs", name]);
    return [name, stdout + stderr] as const;
  });
  return Promise.all([...inside, ...outside]);
}
