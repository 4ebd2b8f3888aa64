// Loaded into a measured process: writes its peak memory (KiB) to a file at the end.
const { writeFileSync } = require("node:fs");
process.on("exit", () => {
  if (process.env.LADDER_PEAK_FILE)
    writeFileSync(process.env.LADDER_PEAK_FILE, String(process.resourceUsage().maxRSS));
});
