import type { Container } from "../../components/fargate/container";

/** Docker's options for what a container definition says of rights, files and its end. */
export function containerOptions(container: Container): readonly string[] {
  const { linuxParameters: linux } = container;
  return [
    ...["--stop-timeout", String(container.stopTimeout)],
    ...(linux.initProcessEnabled ? ["--init"] : []),
    ...(container.readonlyRootFilesystem ? ["--read-only"] : []),
    ...linux.capabilities.drop.map((name) => `--cap-drop=${name}`),
    ...(linux.tmpfs ?? []).flatMap(({ containerPath, size }) => [
      "--tmpfs",
      `${containerPath}:size=${size}m`,
    ]),
    ...Object.entries(container.dockerLabels ?? {}).flatMap(([name, value]) => [
      "--label",
      `${name}=${value}`,
    ]),
  ];
}
