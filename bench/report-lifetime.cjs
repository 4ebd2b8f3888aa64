// Loaded into every node process of a measured run: appends how many seconds it lived, and what it ran.
const { appendFileSync } = require("node:fs");
process.on("exit", () => {
  const file = process.env.LADDER_LIFETIME_FILE;
  if (file) appendFileSync(file, `${performance.now() / 1000} ${process.argv[1] ?? ""}\n`);
});
