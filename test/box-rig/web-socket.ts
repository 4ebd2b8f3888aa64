import { request } from "node:https";

/** Opens a WebSocket over HTTPS, sends a text of less than 126 bytes, and answers with the text that comes back. */
export function webSocketEcho(
  address: string,
  host: string,
  authority: string,
  text: string,
): Promise<string> {
  const headers = {
    host,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  };
  return new Promise((resolve, reject) => {
    const asked = request({ host: address, servername: host, ca: authority, headers, agent: false });
    asked.once("response", ({ statusCode }) => reject(new Error(`no WebSocket: ${statusCode}`)));
    asked.once("error", reject).once("upgrade", (_, socket) => {
      let frame = Buffer.alloc(0);
      socket.once("error", reject).on("data", (part: Buffer) => {
        // Its two bytes of header may come before the text.
        frame = Buffer.concat([frame, part]);
        if (frame.length < 2 + text.length) return;
        resolve(frame.subarray(2).toString());
        socket.destroy();
      });
      // A text in one frame; a mask of zeros leaves it as it is.
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]));
    });
    asked.end();
  });
}
