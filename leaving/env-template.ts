import type { ExportVariable } from "./variables";

/** `.env.example`: every name without a value; or `.env` with the values that are known. */
export function envText(variables: readonly ExportVariable[], values: ReadonlyMap<string, string>): string {
  const lines = variables.map(
    ({ name, about }) => `# ${about}\n${name}=${quotedValue(values.get(name) ?? "")}\n`,
  );
  return [
    "# Values of compose.yaml. Put one that has a $ or a space between single quotes.\n",
    "# Apps without a host of their own answer under <app>.<this>: an address with .sslip.io, or a domain.\n#HOST_SUFFIX=localhost\n",
    ...lines,
  ].join("\n");
}

/** A value that Compose reads back exactly. https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/ */
function quotedValue(value: string): string {
  if (/^[\w.:/@+-]*$/.test(value)) return value;
  if (!/['\n\r]/.test(value)) return `'${value}'`;
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("$", "\\$")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
  return `"${escaped}"`;
}
