import { connect, type IncomingHttpHeaders, type Settings } from "node:http2";
import { connect as connectTls } from "node:tls";

export interface Http2Answer {
  /** Protocol agreed on in the TLS handshake. */
  readonly protocol: string | undefined;
  readonly settings: Settings;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request over HTTP/2; the host is only said, never looked up. */
export function http2Request(address: string, host: string, authority: string): Promise<Http2Answer> {
  const session = connect(`https://${host}`, {
    createConnection: () =>
      connectTls({ host: address, port: 443, servername: host, ca: authority, ALPNProtocols: ["h2"] }),
  });
  return new Promise((resolve, reject) => {
    session.once("error", reject);
    session.once("remoteSettings", (settings) => {
      const stream = session.request({ ":path": "/" });
      let [headers, body]: [IncomingHttpHeaders, string] = [{}, ""];
      stream.once("response", (received) => (headers = received));
      stream.on("data", (part: Buffer) => (body += part.toString()));
      stream.once("error", reject);
      stream.once("end", () => {
        session.close();
        resolve({ protocol: session.alpnProtocol, settings, headers, body });
      });
    });
  });
}
