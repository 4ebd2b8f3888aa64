/** An assertion that fails where nobody waits for it must turn the run red. */
process.on("unhandledRejection", (reason) => {
  throw reason;
});
