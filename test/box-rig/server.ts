import { outcomeOf, output, until, type Outcome } from "../../rig/command";
import type { Rig } from "../../rig/rig";
import type { Service } from "../../box/compose/service";

/** One service of the Compose file as a container of this machine: its image, flags and memory, without a box around it. */
export class Server {
  private constructor(
    readonly name: string,
    private readonly user: string,
    private readonly image: string,
  ) {}

  /** PostgreSQL under the service's flags, its folder in the container. */
  static async postgres(rig: Rig, name: string, service: Service, initdbArguments?: string): Promise<Server> {
    const variables = {
      POSTGRES_PASSWORD: "unused",
      PGDATA: "/tmp/data",
      POSTGRES_INITDB_ARGS: initdbArguments ?? service.environment?.["POSTGRES_INITDB_ARGS"] ?? "",
    };
    const sockets = `${rig.folder}/sockets`;
    const own = ["-c", "listen_addresses=", "-c", `unix_socket_directories=/sockets/${name}`];
    await output("install", ["-d", "-o", "999", "-g", "999", `${sockets}/${name}`]);
    const server = await Server.run(
      rig,
      name,
      service,
      variables,
      ["--network", "none", "--volume", `${sockets}:/sockets`],
      own,
    );
    await until(`${name} is ready`, 120, async () => (await server.try("select 1")).status === 0);
    return server;
  }

  /** Redis under the service's flags but without its users, on the rig's network, its folder on this machine's disk. */
  static async redis(rig: Rig, name: string, service: Service, address: string): Promise<Server> {
    const folder = `${rig.folder}/${name}`;
    await output("install", ["-d", "-o", "999", "-g", "999", folder]);
    const command = service.command
      ?.join(" ")
      .replace("--aclfile /etc/redis/users.acl", "--protected-mode no");
    const options = ["--volume", `${folder}:/data`, "--network", rig.name, "--ip", address];
    const server = await Server.run(rig, name, { ...service, command: command?.split(/ +/) }, {}, options);
    await until(`${name} is ready`, 60, async () => (await server.redis("ping")) === "PONG");
    return server;
  }

  private static async run(
    rig: Rig,
    name: string,
    service: Service,
    variables: Readonly<Record<string, string>>,
    options: readonly string[],
    flags: readonly string[] = [],
  ): Promise<Server> {
    const container = `${rig.name}-${name}`;
    await output("docker", [
      ...["run", "--detach", "--name", container, "--label", rig.label],
      ...[
        "--user",
        service.user ?? "",
        "--memory",
        service.mem_limit,
        "--memory-swap",
        service.memswap_limit,
      ],
      ...["--cap-drop", "ALL", "--stop-signal", service.stop_signal ?? "SIGTERM"],
      ...(service.shm_size === undefined ? [] : ["--shm-size", service.shm_size]),
      ...Object.entries(variables).flatMap(([variable, value]) => ["--env", `${variable}=${value}`]),
      ...["--volume", `${process.cwd()}/box/programs:/programs:ro`, ...options],
      ...[service.image, ...(service.command ?? []), ...flags],
    ]);
    return new Server(container, name, service.image);
  }

  /** How libpq finds it from any other server of the same rig. */
  get connection(): string {
    return `host=/sockets/${this.user} user=postgres`;
  }

  /** A program in the container. */
  exec(...words: readonly string[]): Promise<Outcome> {
    return outcomeOf("docker", ["exec", this.name, ...words]);
  }

  /** A program in a container of its own, without a limit, that reaches the server by its socket. */
  beside(...words: readonly string[]): Promise<Outcome> {
    return outcomeOf("docker", [
      ...["run", "--rm", "--network", "none", "--user", "999:999", "--volumes-from", this.name],
      ...["--entrypoint", words[0] ?? "", this.image, ...words.slice(1)],
    ]);
  }

  try(sql: string, database = "postgres"): Promise<Outcome> {
    const psql = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", `${this.connection} dbname='${database}'`];
    return outcomeOf("docker", ["exec", "-i", this.name, ...psql], sql);
  }

  /** What a program of SQL prints; one that fails is an error. */
  async sql(text: string, database = "postgres"): Promise<string> {
    const { status, stdout, stderr } = await this.try(text, database);
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  async redis(...words: readonly string[]): Promise<string> {
    return (await this.exec("redis-cli", ...words)).stdout.trim();
  }

  remove(): Promise<string> {
    return output("docker", ["rm", "--force", "--volumes", this.name]);
  }
}
