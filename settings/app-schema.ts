import { z } from "zod";
import { scale } from "./managed-schema";
import { variableName } from "./variable-name";
import { version } from "./version-schema";
import { basicAuth, rateLimit } from "./visitors-schema";

/** Of an app or a volume. */
export const name = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[a-z](-?[a-z0-9])*$/, "lower-case letters, digits and single hyphens, starting with a letter");

/** A fully qualified host name, without a trailing dot. */
export const hostName = z
  .string()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "a host name such as app.example.com");

const generatedSecret = z
  .strictObject({
    name: variableName.describe("The environment variable that carries the secret."),
    generate: z
      .literal(true)
      .describe(
        "The stack makes the value from its protected key and keeps it, also when the app is removed and added again.",
      ),
    length: z
      .int()
      .min(16)
      .max(64)
      .default(32)
      .describe("Characters of the generated value. A change makes a new value."),
    version: version.describe("Raise by one to rotate the value; restarts the app."),
  })
  .describe("A secret that the stack generates.");

const secret = z.union([
  variableName.describe(
    "A secret whose value you give once: pulumi config set --secret --path 'ladder:secrets.<app>.<NAME>' -s <stack>.",
  ),
  generatedSecret,
]);

const volume = z.strictObject({
  name: name(32).describe(
    "The folder of the data volume that holds the files. Renaming it shows the app an empty folder; the old one stays.",
  ),
  path: z
    .string()
    .regex(/^(\/[\w.-]+)+\/?$/, "an absolute path inside the container")
    .describe("Where the app sees the files: a folder of its own, not one of the system's."),
});

/** One app: a web app (`port`), a worker (no `port`) or a static site (`static`). */
export const appSchema = z
  .strictObject({
    name: name(40).describe(
      "The app's name: its host, database, role and log name. Renaming makes a new, empty app; the old data stays.",
    ),
    image: z
      .string()
      .max(255)
      .regex(/^[a-z0-9][\w./:@-]*$/, "an image reference such as ghcr.io/acme/todo:1.4.0")
      .describe(
        "Public image, or one in ECR, with an arm64 variant, with its tag or digest. A change makes the container anew. Give one of image, build, static.",
      )
      .optional(),
    build: z
      .string()
      .min(1)
      .describe(
        "Folder with a Dockerfile; built for arm64 on your machine and pushed to the stack's ECR repository. Stored images are billed, the cost review shows it.",
      )
      .optional(),
    static: z
      .string()
      .min(1)
      .describe(
        "Folder of files served as they are, without a container: no memory, no restart when they change.",
      )
      .optional(),
    port: z
      .int()
      .min(1)
      .max(65535)
      .describe(
        "Port the container listens on; the app reads it from PORT. Without a port the app is a worker. A change restarts the app.",
      )
      .optional(),
    health: z
      .string()
      .regex(/^\/[!-~]*$/, "a path that starts with /, its other characters percent-encoded")
      // What a target group takes: ELB API, CreateTargetGroup, HealthCheckPath.
      .max(1024)
      .default("/")
      .describe(
        "Path that answers 2xx when the app is healthy, or redirects to one of its own that does. A change restarts the app.",
      ),
    hosts: z
      .array(hostName)
      .max(20)
      .describe("Host names of the app. Default: <name>.<domain>. A change restarts nothing.")
      .optional(),
    redirectHosts: z
      .array(hostName)
      .max(20)
      .describe(
        "Host names that send visitors to the same path of the app's first host, by 308 (301 behind the load balancer of the fargate tier). A change restarts nothing.",
      )
      .default([]),
    command: z
      .array(z.string())
      .min(1)
      .describe("Replaces the image's command. Restarts the app.")
      .optional(),
    database: z
      .boolean()
      .default(false)
      .describe(
        "Own PostgreSQL database and role; DATABASE_URL. The box's server is reached without TLS: a driver that insists on it needs env PGSSLMODE: disable. Free on the box. Restarts the app; switching it off keeps the data.",
      ),
    cache: z
      .boolean()
      .default(false)
      .describe("Own Redis user and key prefix; REDIS_URL, REDIS_PREFIX. Free on the box. Restarts the app."),
    passwordVersion: version.describe(
      "Version of the generated passwords of database and cache. `npm run box -- rotate <app>` raises it by one; then `pulumi up` gives the app new ones without a failed request. Never lower it: the earlier password would be valid again. Free.",
    ),
    env: z
      .record(variableName, z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .describe("Plain environment variables. A change restarts the app. Never put a secret here."),
    secrets: z
      .array(secret)
      .max(50)
      .default([])
      .describe(
        "Secret environment variables: names given by you, or generated ones. Free. A change restarts the app.",
      ),
    migrate: z
      .string()
      .min(1)
      .describe("Shell command run once per version, in the new image, before it serves.")
      .optional(),
    volumes: z
      .array(volume)
      .max(10)
      .default([])
      .describe(
        "Folders on the data volume that outlive containers and boxes. Such an app stays on one instance. A change restarts the app.",
      ),
    leaveFiles: z
      .boolean()
      .default(false)
      .describe(
        "Whether the app may start with empty volumes on a tier that keeps files elsewhere: they do not move. Without it such a switch is refused. A change restarts nothing. Free.",
      ),
    memoryMb: z
      .int()
      .min(8)
      .max(65536)
      .default(96)
      .describe("Hard memory limit in MiB; the box must fit the sum. A change restarts the app."),
    cpu: z
      .literal([256, 512, 1024, 2048, 4096, 8192, 16384])
      .describe(
        "CPU of each copy on the fargate tier, in units of 1/1024 vCPU; memoryMb is rounded up to what AWS offers with it. Default: the least that goes with memoryMb. The box shares its CPU among all apps.",
      )
      .optional(),
    scale: scale.optional(),
    startSeconds: z
      .int()
      .min(1)
      .max(1800)
      .default(60)
      .describe(
        "How long a new copy may take until it is healthy; before that a failed check does not count. Restarts nothing.",
      ),
    connections: z
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe(
        "Database connections that one copy of the app opens at most: the size of its pool. RDS must take the sum; on the box PostgreSQL's own limit holds.",
      ),
    databaseTls: z
      .enum(["require", "verify-full", "no-verify"])
      .default("require")
      .describe(
        "sslmode in DATABASE_URL when the databases live on RDS, which takes encrypted connections alone. Most drivers: require. node-postgres checks certificates with require, too: no-verify, or AWS's certificates in the image and verify-full. Restarts the app.",
      ),
    readOnly: z
      .boolean()
      .default(false)
      .describe(
        "Mount the container's root file system read-only, with a small /tmp in memory. A change restarts the app.",
      ),
    basicAuth: basicAuth
      .describe(
        "Asks visitors for a user and a password before the app sees them. Without a domain the password travels unencrypted. Not on the fargate tier. Free. A change restarts nothing.",
      )
      .optional(),
    overlap: z
      .boolean()
      .describe(
        "Whether old and new container of the app may run side by side during an update. Default: true for web apps without volumes, else false. With it an update needs the app's memory a second time for a moment and no request waits; without it requests wait (and fail when stop and start take longer than 30 seconds), and no two of the app's containers ever run at once. A change restarts nothing.",
      )
      .optional(),
    stopSeconds: z
      .int()
      .min(1)
      .max(300)
      .default(20)
      .describe(
        "How many seconds an update waits for the old container's open requests, and then for the app to end after SIGTERM. A larger value makes updates with long connections slower. A change restarts the app.",
      ),
    maxBodyMb: z
      .int()
      .min(1)
      .max(1024)
      .default(10)
      .describe("Largest request body in MB; more gets 413. A change restarts nothing."),
    rateLimit: rateLimit
      .describe(
        "Limit per client address. The edge image with the limiter is then built and pushed by the stack.",
      )
      .optional(),
  })
  .describe("One app, described once for every tier.");
