/** When RDS may interrupt the databases, in UTC. */
export interface DatabaseWindows {
  /** Half an hour, daily: `03:00-03:30`. */
  readonly backupWindow: string;
  /** Half an hour, weekly: `sun:04:00-sun:04:30`. AWS refuses one that overlaps with the other. */
  readonly maintenanceWindow: string;
}

const dayMinutes = 24 * 60;
const windowMinutes = 30;
/** From the start of the backup: it is over by then. */
const maintenanceAfterMinutes = 60;

/** The windows of a server whose backup starts at a time of day, `03:00`; maintenance is in the night to or on Sunday. */
export function databaseWindows(backupTime: string): DatabaseWindows {
  const start = minutesOf(backupTime);
  const maintenance = start + maintenanceAfterMinutes;
  return {
    backupWindow: `${clock(start)}-${clock(start + windowMinutes)}`,
    maintenanceWindow: `${moment(maintenance)}-${moment(maintenance + windowMinutes)}`,
  };
}

/** Minutes since Sunday midnight as `sun:04:00`. */
function moment(minutes: number): string {
  return `${minutes < dayMinutes ? "sun" : "mon"}:${clock(minutes)}`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function clock(minutes: number): string {
  const ofDay = minutes % dayMinutes;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}
