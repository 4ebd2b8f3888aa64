import type { Container } from "../../components/fargate/container";

/** What a container gets in its environment, as Docker reads it from a file: no value is ever an argument. */
export function environmentFile(
  { environment, secrets }: Pick<Container, "environment" | "secrets">,
  secret: (arn: string) => string,
  added: Readonly<Record<string, string>>,
): string {
  const own = Object.entries(added).map(([name, value]) => ({ name, value }));
  const given = secrets.map(({ name, valueFrom }) => ({ name, value: secret(valueFrom) }));
  return [...own, ...environment, ...given].map(line).join("");
}

function line({ name, value }: { readonly name: string; readonly value: string }): string {
  if (/[\r\n]/.test(value)) throw new Error(`the lab's containers take values of one line; ${name} has more`);
  return `${name}=${value}\n`;
}
