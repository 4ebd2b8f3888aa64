import type { Shown } from "./shown";

/** What happens, in order; `--dry-run` shows it. */
export function stepLines(app: string, from: Shown, to: Shown, replace: boolean): readonly string[] {
  return [
    `1. ${from.stack}: ${app} stops, its role may not log in, its sessions end. Its clients get errors until step 4.`,
    `2. ${from.stack}: its database is dumped to s3://${from.bucket ?? ""}, read back, and copied to s3://${to.bucket ?? ""}.`,
    `3. ${to.stack}: ${app} stops there; the dump is restored under another name and compared, row by row.`,
    `4. ${to.stack}: it gets its name${replace ? ", what was there keeps another" : ""}; ${app} starts on it and has to be healthy.`,
    `5. ${from.stack}: the database stays, closed, until --retire.`,
  ];
}

/** What does not come along; said before anything stops. */
export function notMoved(app: string, from: Shown): readonly string[] {
  return [
    ...(from.cache ? [`The cache of ${app} (sessions, queues) is not moved: it begins empty.`] : []),
    `Secrets and settings of ${app} are those of the other stack's file.`,
  ];
}

/** Where clients have to be led. */
export function nextLines(app: string, from: Shown, to: Shown): readonly string[] {
  return [
    ...hostLines(app, from, to),
    `When nothing is missing: take ${app} out of Pulumi.${from.stack}.yaml, pulumi up -s ${from.stack}, npm run box -- backup -s ${to.stack}, then npm run move-app -- --app ${app} --from ${from.stack} --to ${to.stack} --retire.`,
  ];
}

function hostLines(app: string, from: Shown, to: Shown): readonly string[] {
  if (to.host !== null && from.host === to.host)
    return [
      `DNS: ${to.host} is in both stacks; let its A record name the address of ${to.stack} (pulumi stack output -s ${to.stack}).`,
    ];
  if (to.host === null)
    return [`DNS: ${app} has no host in ${to.stack}; pulumi stack output -s ${to.stack} shows its address.`];
  const old =
    from.host === null
      ? []
      : [
          `DNS: ${from.host} still leads to ${from.stack}, where ${app} is closed. If it is to stay, move it from Pulumi.${from.stack}.yaml to hosts of ${app} in Pulumi.${to.stack}.yaml: pulumi up -s ${from.stack}, then pulumi up -s ${to.stack}.`,
        ];
  return [`DNS: ${app} answers under ${to.host}.`, ...old];
}
