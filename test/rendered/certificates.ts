import { join } from "node:path";
import { run } from "./command";

/** An authority (ca.crt) and a server's certificate for `localhost` signed by it (server.crt, server.key), in a folder. */
export function makeCertificates(folder: string): void {
  const made = (name: string) => [
    "-keyout",
    join(folder, `${name}.key`),
    "-out",
    join(folder, `${name}.crt`),
  ];
  const common = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"];
  openssl(...common, "-subj", "/CN=Test authority", ...made("ca"));
  openssl(
    ...common,
    ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", ...made("server")],
    ...["-CA", join(folder, "ca.crt"), "-CAkey", join(folder, "ca.key")],
    ...["-addext", "basicConstraints=critical,CA:FALSE"],
  );
}

function openssl(...args: readonly string[]): void {
  const outcome = run("openssl", args);
  if (outcome.status !== 0) throw new Error(outcome.stderr);
}
