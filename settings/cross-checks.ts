import { adviceProblems } from "./checks/advice";
import { appKindProblems } from "./checks/app-kind";
import { basicAuthProblems } from "./checks/basic-auth";
import { characterProblems } from "./checks/characters";
import { doubleProblems } from "./checks/doubles";
import { hostProblems } from "./checks/hosts";
import { imageProblems } from "./checks/images";
import { nameProblems } from "./checks/names";
import { networkProblems } from "./checks/network";
import { offsiteProblems } from "./checks/offsite";
import { pointInTimeProblems } from "./checks/point-in-time";
import { scheduleProblems } from "./checks/schedule";
import type { SecretReading } from "./checks/secret-text";
import { secretValueProblems } from "./checks/secret-values";
import { variableProblems } from "./checks/variables";
import { volumeProblems } from "./checks/volumes";
import type { Problem } from "./problems";
import { settingsView } from "./settings-view";

/** What is wrong between settings that are each right by themselves. */
export function crossProblems(raw: unknown, stack: string, secrets: SecretReading): readonly Problem[] {
  const view = settingsView(raw);
  return [
    ...nameProblems(view),
    ...appKindProblems(view),
    ...imageProblems(view),
    ...hostProblems(view, stack),
    ...basicAuthProblems(view),
    ...variableProblems(view),
    ...characterProblems(view),
    ...volumeProblems(view),
    ...networkProblems(view),
    ...doubleProblems(view),
    ...scheduleProblems(view),
    ...adviceProblems(view),
    ...offsiteProblems(view),
    ...pointInTimeProblems(view),
    ...secretValueProblems(view, stack, secrets),
  ];
}
