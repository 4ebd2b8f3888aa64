import type { LabFolder } from "../lab-folder";
import { startViewServer } from "./view-server";
import { watchText } from "./watch-state";
import { Watching } from "./watching";

const betweenLooksMs = 1000;
const clearScreen = "\u001B[H\u001B[2J";

/** Shows the lab in a page and in the terminal until it is told to end. */
export async function watch(folder: LabFolder, port: number, stream: NodeJS.WriteStream): Promise<void> {
  const watching = await Watching.start(folder);
  const { url, server } = await startViewServer(watching, port);
  if (!stream.isTTY) stream.write(`Page with buttons: ${url}\n`);
  let over = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (over = true));
  let told = "";
  // A switch is never left half-way by closing the view; a second Ctrl-C does.
  while (!over || watching.state.doing) {
    await watching.look();
    const { state } = watching;
    if (stream.isTTY) stream.write(`${clearScreen}${watchText(state, url)}\n`);
    else told = tellChange(told, state.doing?.step ?? state.last ?? "", stream);
    await new Promise((done) => setTimeout(done, betweenLooksMs));
  }
  server.close();
  server.closeAllConnections();
  await watching.end();
}

/** Where nobody looks at a screen, a line a step. */
function tellChange(before: string, now: string, stream: NodeJS.WriteStream): string {
  if (now !== before) stream.write(`${now}\n`);
  return now;
}
