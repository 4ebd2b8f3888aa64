import { z } from "zod";
import { regionNames } from "./region";
import { rootKeys } from "./root-keys";
import { settingsSchema } from "./schema";

type JsonSchema = z.core.JSONSchema.JSONSchema;

const encryptedValue: JsonSchema = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
  description: "Written by pulumi config set --secret.",
};

const region: JsonSchema = {
  type: "string",
  enum: [...regionNames],
  description: "AWS region of the stack. Moving a stack to another region is not possible.",
};

/** The editor's schema of `Pulumi.<stack>.yaml`: help and checks while typing. Settings of other namespaces are free. */
export function stackJsonSchema(): JsonSchema {
  const { properties = {}, required = [] } = z.toJSONSchema(settingsSchema, {
    io: "input",
    target: "draft-7",
  });
  const names = Object.keys(properties);
  const known = names.map((name) => [
    `ladder:${name}`,
    name === "secrets" ? secretsSchema(properties[name]) : properties[name],
  ]);
  const others = rootKeys
    .filter((key) => key !== "config")
    .map((key) => [key, { description: "Kept by Pulumi." }]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of a Ladder stack",
    type: "object",
    properties: {
      ...Object.fromEntries(others),
      config: {
        type: "object",
        properties: { "aws:region": region, ...Object.fromEntries(known) },
        required: ["aws:region"],
        allOf: required.map((name) => ({ anyOf: [{ required: [`ladder:${name}`] }, { required: [name] }] })),
        patternProperties: {
          [`^(ladder:)?(?!(${names.join("|")})$)[^:]*$`]: { not: {}, description: "Unknown setting." },
          ...Object.fromEntries(names.map((name) => [`^${name}$`, sameAs(name)])),
        },
      },
    },
    required: ["config"],
    additionalProperties: false,
  };
}

/** Pulumi also reads keys without a namespace. As patterns they are checked, but not offered twice. */
function sameAs(name: string): JsonSchema {
  return { $ref: `#/properties/config/properties/ladder:${name}` };
}

function secretsSchema(secrets: JsonSchema | boolean | undefined): JsonSchema {
  const values: JsonSchema = { type: "object", additionalProperties: encryptedValue };
  return { ...(typeof secrets === "object" ? secrets : {}), additionalProperties: values };
}
