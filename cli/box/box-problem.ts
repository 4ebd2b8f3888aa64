import { exitCodes, UserMistake } from "../run-command";

const credentialsHint =
  "; sign in as for pulumi up (aws configure, aws sso login, AWS_PROFILE), or name a profile with --profile";

/** Why the box was not asked, or what it refused; told without a stack trace. */
export function boxProblem(sentence: string): UserMistake {
  return new UserMistake(sentence, exitCodes.boxProblem);
}

/** AWS's own words for what asking again would not change: no credentials, no permission, no such region. */
export function awsProblem(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const fromService = "$metadata" in error || "$fault" in error || error.name === "CredentialsProviderError";
  if (!fromService) return error;
  const hint = error.name === "CredentialsProviderError" ? credentialsHint : "";
  return boxProblem(`AWS says ${error.name}: ${error.message}${hint}`);
}
