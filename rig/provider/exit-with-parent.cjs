// A killed engine cannot stop its plugins: they notice that their parent changed.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(), 1000).unref();
