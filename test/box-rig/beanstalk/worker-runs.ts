import type { Box } from "../../../rig/box";

/** When a worker ran on an instance, in milliseconds; one that runs has no end. */
export interface Run {
  readonly box: string;
  readonly start: number;
  readonly end: number;
}

const file = "/var/log/worker-events";

/** Writes down, from now on and over reboots, when containers of a service start and end; a migration is none of them. */
export async function watchWorkers(box: Box, service: string): Promise<void> {
  await box.exec(`cat >/etc/systemd/system/rig-events.service <<'END'
[Unit]
After=docker.service
# So that it is still there when a machine that goes down ends its workers.
Before=ladder-workers.service
Requires=docker.service
[Service]
ExecStart=/bin/sh -c 'exec docker events --since 0 --filter type=container --filter event=start --filter event=die --filter label=com.docker.compose.service=${service} --filter label=com.docker.compose.oneoff=False --format "{{.TimeNano}} {{.Action}} {{.ID}}" >>${file}'
Restart=always
[Install]
WantedBy=multi-user.target
END
    systemctl daemon-reload; systemctl enable --quiet --now rig-events`);
}

/** Every run so far on an instance; the same event may be written twice. */
export async function runsOf(box: Box): Promise<readonly Run[]> {
  const text = await box.exec(`sort -un ${file}`);
  const runs = new Map<string, Run>();
  const all: Run[] = [];
  for (const line of text.split("\n").filter(Boolean)) {
    const [nanoseconds = "", action, id = ""] = line.split(" ");
    const time = Number(nanoseconds) / 1e6;
    const open = runs.get(id);
    if (action === "start" && !open) runs.set(id, { box: box.name, start: time, end: Infinity });
    if (action === "die" && open) {
      all.push({ ...open, end: time });
      runs.delete(id);
    }
  }
  return [...all, ...runs.values()];
}

/** Pairs of runs at the same time. */
export function overlaps(runs: readonly Run[]): readonly (readonly [Run, Run])[] {
  return runs.flatMap((one, index) =>
    runs
      .slice(index + 1)
      .flatMap((other) => (one.start < other.end && other.start < one.end ? [[one, other] as const] : [])),
  );
}
