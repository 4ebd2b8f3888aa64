import { appKindProblems } from "./checks/app-kind";
import { basicAuthProblems } from "./checks/basic-auth";
import { hostProblems } from "./checks/hosts";
import { imageProblems } from "./checks/images";
import { nameProblems } from "./checks/names";
import { networkProblems } from "./checks/network";
import { secretValueProblems } from "./checks/secret-values";
import { variableProblems } from "./checks/variables";
import { volumeProblems } from "./checks/volumes";
import type { Problem } from "./problems";
import { settingsView } from "./settings-view";

/** What is wrong between settings that are each right by themselves. */
export function crossProblems(raw: unknown, stack: string): readonly Problem[] {
  const view = settingsView(raw);
  return [
    ...nameProblems(view),
    ...appKindProblems(view),
    ...imageProblems(view),
    ...hostProblems(view, stack),
    ...basicAuthProblems(view),
    ...variableProblems(view),
    ...volumeProblems(view),
    ...networkProblems(view),
    ...secretValueProblems(view, stack),
  ];
}
