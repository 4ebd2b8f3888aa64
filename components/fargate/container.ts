import type { ServicePlan } from "../../plan/fargate-types";
import type { AppPlan } from "../../plan/types";

/** The part of ECS's container definition that is used here; names as in the ECS API. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: true;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly portMappings: readonly { readonly containerPort: number; readonly protocol: "tcp" }[];
  readonly mountPoints: readonly MountPoint[];
  readonly readonlyRootFilesystem: boolean;
  readonly linuxParameters: {
    readonly initProcessEnabled: true;
    readonly capabilities: { readonly drop: readonly string[] };
    readonly tmpfs?: readonly { readonly containerPath: string; readonly size: number }[];
  };
  readonly stopTimeout: number;
  readonly dockerLabels?: Readonly<Record<string, string>>;
  readonly logConfiguration: {
    readonly logDriver: "awslogs";
    readonly options: Readonly<Record<string, string>>;
  };
}

interface MountPoint {
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: false;
}

export interface ContainerValues {
  readonly image: string;
  readonly region: string;
  readonly logGroup: string;
  /** Environment variable -> ARN of the parameter that holds its value. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Changes with the value of a secret: tasks read them at their start only. */
  readonly secretsVersion?: string;
}

/** What the one container of a task is called. */
export const containerName = "app";
/** What the names of its log's streams begin with. */
export const logPrefix = "task";

/**
 * All of Docker's default capabilities but those that images need which start as root and drop to a user of their own:
 * the box's list. Fargate can only take away: ECS API, KernelCapabilities.
 */
const droppedCapabilities = ["AUDIT_WRITE", "FSETID", "MKNOD", "NET_RAW", "SETFCAP", "SETPCAP", "SYS_CHROOT"];
const firstOpenPort = 1024;
const tmpMb = 32;

/** The container of a web app or worker. */
export function appContainer(app: AppPlan, service: ServicePlan, values: ContainerValues): Container {
  return {
    ...baseContainer(app, service, values),
    ...(app.command && { command: app.command }),
    portMappings: app.port === undefined ? [] : [{ containerPort: app.port, protocol: "tcp" }],
  };
}

/** The same image with the same surroundings, running the app's migration in the image's own shell. */
export function migrationContainer(
  app: AppPlan,
  service: ServicePlan,
  values: ContainerValues,
  command: string,
): Container {
  return {
    ...baseContainer(app, service, values),
    entryPoint: ["/bin/sh", "-c"],
    command: [command],
    portMappings: [],
  };
}

function baseContainer(app: AppPlan, service: ServicePlan, values: ContainerValues) {
  return {
    name: containerName,
    image: values.image,
    essential: true,
    environment: environment(app),
    secrets: Object.entries(values.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    mountPoints: app.volumes.map(({ name, path }) => ({
      sourceVolume: name,
      containerPath: path,
      readOnly: false as const,
    })),
    readonlyRootFilesystem: app.readOnly,
    linuxParameters: {
      initProcessEnabled: true,
      capabilities: { drop: dropped(app) },
      // Without options: ECS's list has `mode`, and nothing says whether a value may follow; 1777 is the kernel's default.
      ...(app.readOnly && { tmpfs: [{ containerPath: "/tmp", size: tmpMb }] }),
    },
    stopTimeout: service.stopSeconds,
    ...(values.secretsVersion !== undefined && {
      dockerLabels: { "ladder.secrets": values.secretsVersion },
    }),
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": values.logGroup,
        "awslogs-region": values.region,
        "awslogs-stream-prefix": logPrefix,
        // A slow log service must not stop the app; it loses lines instead.
        mode: "non-blocking",
        "max-buffer-size": "10m",
      },
    },
  } as const;
}

function environment(app: AppPlan): Container["environment"] {
  return Object.entries({
    ...app.env,
    ...(app.port !== undefined && { PORT: String(app.port) }),
    ...(app.cache && { REDIS_PREFIX: app.cache.prefix }),
  })
    .map(([name, value]) => ({ name, value }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function dropped({ port }: AppPlan): readonly string[] {
  const needsLowPort = port !== undefined && port < firstOpenPort;
  return needsLowPort ? droppedCapabilities : [...droppedCapabilities, "NET_BIND_SERVICE"];
}
