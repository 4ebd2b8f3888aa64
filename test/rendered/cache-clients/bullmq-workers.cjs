// An app that asks BullMQ for the workers of a queue.
const { Queue } = require("bullmq");

const options = { connection: { url: process.env.REDIS_URL }, prefix: `${process.env.REDIS_PREFIX}bull` };
new Queue("mail", options).getWorkers().then(
  (workers) => {
    console.log(JSON.stringify(workers));
    process.exit(0);
  },
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
