import { join } from "node:path";

interface Place {
  /** Of the stack: its state, and what the providers keep and write down. */
  readonly folder: string;
  /** Pulumi's own, with the providers that stand in. */
  readonly home: string;
  /** Variables that send AWS's clients elsewhere. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** For `pulumi` on a stack of the rig: credentials that nobody checks, and nothing of the machine's own settings. */
export function pulumiEnvironment({ folder, home, endpoints }: Place): Readonly<Record<string, string>> {
  const none = join(folder, "no-aws-settings");
  return {
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "rig",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    ...endpoints,
    AWS_ACCESS_KEY_ID: "rig",
    AWS_SECRET_ACCESS_KEY: "rig",
    AWS_PROFILE: "",
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
    STAND_IN_CONTROL: join(folder, "control.json"),
    STAND_IN_LOG: join(folder, "calls.jsonl"),
    STAND_IN_CLOUD: join(folder, "cloud.jsonl"),
  };
}
