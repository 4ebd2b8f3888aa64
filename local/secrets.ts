import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { boxDocument } from "../box/box-document";
import { derivedSecret } from "../components/derived-secret";
import type { AppPlan, Plan } from "../plan/types";
import { writeBasicAuth } from "./basic-auth";
import { makeMountedFolder, makePrivateFolder, writeIfChanged } from "./files";
import { readGiven, type GivenValues } from "./given-secrets";
import type { LocalProject } from "./project";
import { secretFiles } from "./python";

const passwordLength = 32;

type Derive = (purpose: string, version?: number, length?: number) => string;

/** Writes every file that holds a secret, and the users of Redis; returns given secrets that were made up, as `<app>.<NAME>`. */
export async function writeSecrets(
  plan: Plan,
  project: LocalProject,
  given?: string,
): Promise<readonly string[]> {
  const values = readGiven(plan, given ?? `${project.folder}/given.env`, given !== undefined);
  const derive = derivation(project);
  const box = JSON.parse(boxDocument(plan)) as { dataServices: Record<string, string> };
  const secrets = Object.fromEntries(plan.apps.map((app) => [app.name, appSecrets(app, derive, values)]));
  const admin = Object.keys(box.dataServices).map((name) => [name, derive(`box:${name}`)] as const);
  const files = await secretFiles(box, { secrets, admin: Object.fromEntries(admin) });
  const { "users.acl": users, ...others } = files;
  makePrivateFolder(`${project.folder}/secrets`);
  for (const [name, text] of Object.entries(others))
    writeIfChanged(`${project.folder}/secrets/${name}`, text);
  // Redis reads it as its own user; it holds hashes only.
  makeMountedFolder(`${project.folder}/redis`);
  if (users !== undefined) writeIfChanged(`${project.folder}/redis/users.acl`, users, 0o644);
  await writeBasicAuth(plan, project, secrets);
  return madeUp(plan, values);
}

/** As in the cloud, everything generated follows from one key; here it is made once and kept for its owner only. */
function derivation({ folder }: LocalProject): Derive {
  const file = `${folder}/secrets.json`;
  if (!existsSync(file))
    writeIfChanged(file, `${JSON.stringify({ key: randomBytes(32).toString("hex") })}\n`);
  const { key } = JSON.parse(readFileSync(file, "utf8")) as { key: string };
  return (purpose, version = 1, length = passwordLength) => derivedSecret(key, purpose, version, length);
}

function appSecrets(app: AppPlan, derive: Derive, given: GivenValues): Readonly<Record<string, string>> {
  const own = app.secrets.map(({ name, source, version, length }) => {
    const known = source === "given" ? given[`${app.name}.${name}`] : undefined;
    const madeLength = source === "given" ? passwordLength : length;
    return [name, known ?? derive(`secret:${app.name}/${name}`, version, madeLength)] as const;
  });
  const password = (name: string) =>
    [name, derive(`password:${app.name}/${name}`, app.passwordVersion)] as const;
  return Object.fromEntries([
    ...own,
    ...(app.database ? [password("DATABASE_PASSWORD")] : []),
    ...(app.cache ? [password("CACHE_PASSWORD")] : []),
  ]);
}

function madeUp({ apps }: Plan, given: GivenValues): readonly string[] {
  const names = apps.flatMap(({ name, secrets }) =>
    secrets.filter(({ source }) => source === "given").map((secret) => `${name}.${secret.name}`),
  );
  return names.filter((name) => given[name] === undefined);
}
