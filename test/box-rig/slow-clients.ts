import { connect, type TLSSocket } from "node:tls";

/** Clients that keep connections busy by sending a little every second. */
export class SlowClients {
  private readonly sockets: TLSSocket[] = [];
  private readonly timer: NodeJS.Timeout;

  /** `begin` is sent at once, `more` every second from then on. */
  constructor(
    private readonly address: string,
    private readonly host: string,
    private readonly begin: string,
    more: string,
  ) {
    this.timer = setInterval(() => this.open.forEach((socket) => socket.write(more)), 1000);
  }

  get open(): readonly TLSSocket[] {
    return this.sockets.filter((socket) => !socket.destroyed);
  }

  /** Some at a time, so that the handshakes are no load test of their own. */
  async connect(count: number): Promise<void> {
    for (let opened = 0; opened < count; opened += 25) {
      await Promise.all(Array.from({ length: 25 }, () => this.connectOne()));
    }
  }

  stop(): void {
    clearInterval(this.timer);
    for (const socket of this.sockets) socket.destroy();
  }

  private connectOne(): Promise<void> {
    return new Promise((resolve, reject) => {
      const options = { host: this.address, port: 443, servername: this.host, rejectUnauthorized: false };
      const socket = connect(options, () => {
        // From now on an end of the connection is what the test counts.
        socket.off("error", reject).on("error", () => socket.destroy());
        socket.write(this.begin);
        resolve();
      });
      socket.once("error", reject).on("end", () => socket.destroy());
      socket.resume();
      this.sockets.push(socket);
    });
  }
}
