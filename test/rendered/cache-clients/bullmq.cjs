// An app with a queue of BullMQ in REDIS_URL, under REDIS_PREFIX.
const { Queue, QueueEvents, Worker } = require("bullmq");

async function main() {
  const options = {
    connection: { url: process.env.REDIS_URL, maxRetriesPerRequest: null },
    prefix: `${process.env.REDIS_PREFIX}bull`,
  };
  const events = new QueueEvents("mail", options);
  await events.waitUntilReady();
  const worker = new Worker("mail", async (job) => `sent to ${job.data.to}`, options);
  const queue = new Queue("mail", options);
  const job = await queue.add("welcome", { to: "ann" }, { delay: 10, attempts: 2 });
  const result = await job.waitUntilFinished(events);
  await queue.upsertJobScheduler("nightly", { pattern: "0 3 * * *" });
  const schedulers = await queue.getJobSchedulersCount();
  console.log(result, (await queue.getJobCounts("completed")).completed, schedulers);
  await Promise.all([worker.close(), events.close(), queue.close()]);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
