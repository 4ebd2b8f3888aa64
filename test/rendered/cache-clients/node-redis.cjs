// An app with node-redis that has REDIS_URL, and writes REDIS_PREFIX before every key: the library knows no prefix.
const { createClient } = require("redis");

async function main() {
  const key = (name) => `${process.env.REDIS_PREFIX}${name}`;
  const redis = createClient({ url: process.env.REDIS_URL });
  redis.on("error", (error) => console.error(error.message));
  await redis.connect();
  await redis.set(key("greeting"), "hello", { EX: 60 });
  const reader = redis.duplicate();
  await reader.connect();
  const news = new Promise(
    (resolve) =>
      void reader.subscribe(key("news"), resolve).then(() => redis.publish(key("news"), "arrived")),
  );
  const [counted] = await redis.multi().incr(key("count")).exec();
  console.log(await redis.get(key("greeting")), await news, counted);
  await Promise.all([redis.close(), reader.close()]);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
