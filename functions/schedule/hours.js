// Whether a stack shall run at a moment: within its working hours, or while somebody holds it up.
// hours: { start: "08:00", stop: "18:00", days: ["mon", …], timezone }; hold: { since, until } in ISO 8601, or undefined.
const minute = 60_000;

/** Long enough for RDS to start before the apps do, and for a start that fails to be tried again. */
const startMinutes = 30;

exports.shouldRun = shouldRun;

/**
 * Whether the stack began to run so lately that what is stopped is still to be started. A machine that somebody stops later stays
 * so. Each minute counts: between a hold and the morning it may have been stopped for a few.
 */
exports.isStarting = (moment, hours, hold) =>
  shouldRun(moment, hours, hold) &&
  Array.from({ length: startMinutes }, (_, index) => new Date(moment - (index + 1) * minute)).some(
    (before) => !shouldRun(before, hours, hold),
  );

function shouldRun(moment, hours, hold) {
  return isWithin(moment, hours) || isHeld(moment, hold);
}

function isWithin(moment, { start, stop, days, timezone }) {
  const { day, time } = localTime(moment, timezone);
  return days.includes(day) && start <= time && time < stop;
}

function isHeld(moment, hold) {
  return hold !== undefined && new Date(hold.since) <= moment && moment < new Date(hold.until);
}

function localTime(moment, timeZone) {
  const parts = format(timeZone).formatToParts(moment);
  const part = (type) => parts.find((one) => one.type === type).value;
  return { day: part("weekday").toLowerCase(), time: `${part("hour")}:${part("minute")}` };
}

const formats = new Map();

function format(timeZone) {
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  formats.set(timeZone, made);
  return made;
}
