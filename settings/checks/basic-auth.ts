import { didYouMean } from "../did-you-mean";
import type { Problem } from "../problems";
import type { AppView, SettingsView } from "../settings-view";

/** The password of an app's visitors is one of the app's secrets. */
export function basicAuthProblems({ apps }: SettingsView): readonly Problem[] {
  return apps.flatMap(passwordProblems);
}

function passwordProblems({ path, basicAuth, secrets }: AppView): readonly Problem[] {
  const { password } = basicAuth;
  const names = secrets.map(({ name }) => name);
  // The schema refuses any other text. Nothing is shown: it may be the password itself.
  if (typeof password !== "string" || !/^[A-Z_][A-Z0-9_]*$/.test(password) || names.includes(password))
    return [];
  return [
    {
      path: `${path}.basicAuth.password`,
      problem: "not a secret of the app",
      hint: didYouMean(password, names) ?? `add it to ${path}.secrets`,
    },
  ];
}
