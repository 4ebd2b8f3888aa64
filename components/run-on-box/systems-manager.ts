import type { SSMClient } from "@aws-sdk/client-ssm";

/** Where requests go, and as whom; without a profile as whom the environment names. */
export interface Account {
  readonly region: string;
  readonly profile?: string;
}

/** Gives AWS's client, and the SDK whose commands it sends; both are loaded at the first request, as a preview makes none. */
export function openSystemsManager({ region, profile }: Account) {
  let opened: SSMClient | undefined;
  return async () => {
    // package.json says which Node the project runs on; the SDK would repeat its own plans under every `pulumi up`.
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
    const sdk = await import("@aws-sdk/client-ssm");
    opened ??= new sdk.SSMClient({ region, profile });
    return { sdk, client: opened };
  };
}
