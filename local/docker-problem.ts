import { LocalProblem } from "./problem";

/** What Docker says -> what to do about it. */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /all predefined address pools|non-overlapping (IPv4 )?address pool/,
    "Docker has no free network addresses left: remove unused networks with `docker network prune`, or start fewer apps with --only.",
  ],
  [
    /no space left on device/,
    "Docker's disk is full: free some space with `docker system df` and `docker image prune`, or give Docker Desktop more.",
  ],
  [
    /(port is already allocated|address already in use|ports are not available)/i,
    "A port is taken: choose others with --http-port and --https-port.",
  ],
  [
    /(cannot expose privileged port|bind: permission denied)/i,
    "This Docker may not use ports below 1024: choose others with --http-port 8080 --https-port 8443.",
  ],
  [
    /Cannot connect to the Docker daemon|error during connect|no such host|connection refused/i,
    "Docker does not answer any more: see whether it is still running.",
  ],
];

/** A failed Docker command as a problem of the user's: a known one with its remedy, else Docker's last line. */
export function dockerProblem(output: string): LocalProblem {
  const line = lastLine(output);
  const remedy = known.find(([pattern]) => pattern.test(output))?.[1];
  return new LocalProblem(remedy === undefined ? `Docker: ${line}` : `${remedy} Docker says: ${line}`);
}

/** The line that says why: Docker and its build tools end with it. */
export function lastLine(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  return lines.findLast((line) => line !== "") ?? "it failed without a word";
}
