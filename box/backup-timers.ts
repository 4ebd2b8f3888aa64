import type { Plan } from "../plan/types";

/** Later than the backup, which the drill restores. */
const drillHoursLater = 2;
const drillDay = 15;

/** The box's timers for the nightly backup and the monthly drill, path in the bundle -> content; none when they are off. */
export function backupTimers({
  nightly,
  timeUtc,
  pointInTimeDays,
}: Plan["backups"]): Readonly<Record<string, string>> {
  if (nightly === 0) return {};
  const [hours = 0, minutes = 0] = timeUtc.split(":").map(Number);
  const drillTime = `${two((hours + drillHoursLater) % 24)}:${two(minutes)}`;
  return {
    "systemd/ladder-backup.timer": timer("Backs the box up every night", `*-*-* ${timeUtc}:00 UTC`),
    "systemd/ladder-drill.timer": timer(
      "Restores the newest backup every month, as a drill",
      `*-*-${drillDay} ${drillTime}:00 UTC`,
    ),
    ...(pointInTimeDays > 0 && {
      "systemd/ladder-log.timer": timer("Uploads PostgreSQL's log every minute", "*:*:20", "1s"),
    }),
  };
}

/** Persistent: a box that was off at that time catches up when it is on again. */
function timer(description: string, time: string, accuracy?: string): string {
  return `[Unit]
Description=${description}

[Timer]
OnCalendar=${time}
Persistent=true
${accuracy === undefined ? "" : `AccuracySec=${accuracy}\n`}
[Install]
WantedBy=timers.target
`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
