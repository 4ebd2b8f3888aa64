import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";

const { DOCKER_HOST: host = "unix:///var/run/docker.sock" } = process.env;

/** Docker as its clients see it through another socket: it answers until it hangs, and takes questions even then. */
export class HangingDocker {
  private readonly sockets: Socket[] = [];
  private hangs = false;
  private readonly server = createServer({ allowHalfOpen: true }, (client) => this.carry(client));

  constructor(private readonly path: string) {}

  async start(): Promise<string> {
    await once(this.server.listen(this.path), "listening");
    return `unix://${this.path}`;
  }

  hang(): void {
    this.hangs = true;
    for (const socket of this.sockets) socket.pause().unpipe();
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private carry(client: Socket): void {
    this.keep(client);
    if (this.hangs) return void client.pause();
    const daemon = this.keep(createConnection({ path: host.replace("unix://", ""), allowHalfOpen: true }));
    client.pipe(daemon).pipe(client);
  }

  private keep(socket: Socket): Socket {
    this.sockets.push(socket);
    return socket.on("error", () => socket.destroy());
  }
}
