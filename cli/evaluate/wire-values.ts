/** Keys and signatures of Pulumi's wire format. pulumi/pulumi sdk/nodejs/runtime/rpc.ts */
const signatureKey = "4dabf18193072939515e22adb298388d";
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
} as const;
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const secretText = "[secret]";
export const unknownText = "[unknown]";

/** What came over the wire, as plain JSON that people and other programs can read. */
export function readable(value: unknown): unknown {
  if (value === unknownValue) return unknownText;
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Record<string, unknown>;
  return signatureKey in object ? readableSpecial(object) : mapValues(object, readable);
}

function readableSpecial(object: Record<string, unknown>): unknown {
  switch (object[signatureKey]) {
    case signatures.secret:
      return secretText;
    case signatures.asset:
    case signatures.archive:
      return {
        path: object["path"],
        assets: readable(object["assets"]),
        uri: object["uri"],
        text: object["text"],
      };
    case signatures.resource:
      return object["urn"];
    default:
      return mapValues(object, readable);
  }
}

function mapValues(
  object: Record<string, unknown>,
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
