// An app with ioredis that has REDIS_URL and REDIS_PREFIX, and sets nothing but the prefix.
const Redis = require("ioredis");

async function main() {
  const redis = new Redis(process.env.REDIS_URL, { keyPrefix: process.env.REDIS_PREFIX });
  await redis.set("greeting", "hello", "EX", 60);
  const reader = redis.duplicate();
  const channel = `${process.env.REDIS_PREFIX}news`;
  const news = new Promise((resolve) => reader.on("message", (_, text) => resolve(text)));
  // Channels get no prefix by themselves.
  await reader.subscribe(channel);
  await redis.publish(channel, "arrived");
  const [[, counted]] = await redis.pipeline().incr("count").exec();
  console.log(await redis.get("greeting"), await news, counted);
  await Promise.all([redis.quit(), reader.quit()]);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
