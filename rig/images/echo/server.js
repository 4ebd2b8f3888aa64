"use strict";
const { createHash } = require("node:crypto");
const { createServer } = require("node:http");

const ownHeaders = {
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=60",
  server: "echo",
};

const answers = {
  "/own-headers": (answer) => answer.writeHead(200, ownHeaders).end("own"),
  "/own-error": (answer) =>
    answer.writeHead(503, { "cache-control": "max-age=9", "retry-after": "77" }).end("own error"),
  "/long": (answer) =>
    answer.writeHead(200, { "content-type": "text/plain" }).end("a line of text\n".repeat(5000)),
  "/broken": (answer) => answer.socket.destroy(),
};

const server = createServer((request, answer) => {
  let bytes = 0;
  request.on("data", (part) => (bytes += part.length));
  request.on("error", () => undefined);
  request.on("end", () => {
    const known = answers[request.url.split("?")[0]];
    if (known) return known(answer);
    const { method, url, headers } = request;
    return answer
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ method, url, headers, bytes }));
  });
});

// What comes over the WebSocket goes back: frames of a client are masked, those of a server are not.
server.on("upgrade", (request, socket) => {
  const accept = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.on("error", () => undefined);
  socket.on("data", (frame) => {
    const [length, mask, text] = [frame[1] & 127, frame.subarray(2, 6), frame.subarray(6)];
    const plain = Buffer.from(text.map((byte, index) => byte ^ mask[index % 4]));
    socket.write(Buffer.concat([Buffer.from([0x81, length]), plain]));
  });
});

process.once("SIGTERM", () => process.exit(0));
server.listen(Number(process.env.PORT));
