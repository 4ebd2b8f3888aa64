// Runs on AWS Lambda every five minutes: stops and starts a stack by its working hours (components/schedule/create-schedule.ts).
// Every run looks at what is: so RDS, which AWS starts by itself after seven days, is stopped again, a job that held a stop
// off is only waited for, and a day on which clocks change is no special case.
const { isStarting, shouldRun } = require("./hours");
const { readHold } = require("./hold");
const { partsOf } = require("./parts");

exports.handler = async (hours) => {
  const did = await look(new Date(), hours, process.env);
  console.log(did);
  return { did };
};

exports.look = look;

async function look(now, hours, env) {
  const hold = await readHold(env.HOLD_PARAMETER);
  const parts = partsOf(env);
  if (isStarting(now, hours, hold)) return start(parts);
  if (shouldRun(now, hours, hold)) return "nothing to do: it shall run";
  return stop(parts);
}

/** The database first: what runs apps waits for it. */
async function start(parts) {
  for (const part of parts) {
    const missing = await part.start();
    if (missing !== undefined) return `waiting: ${missing}`;
  }
  return "started";
}

/** All or nothing: a job on one part may need the others. */
async function stop(parts) {
  for (const part of parts) {
    const job = await part.job();
    if (job !== undefined) return `not stopped yet: ${job}`;
  }
  for (const part of parts.toReversed()) await part.stop();
  return "stopped";
}
