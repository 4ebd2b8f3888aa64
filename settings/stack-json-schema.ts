import { z } from "zod";
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
  pattern: "^[a-z]{2,4}(-[a-z]+)+-\\d{1,2}$",
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
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of a Ladder stack",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: { "aws:region": region, ...Object.fromEntries(known) },
        required: ["aws:region", ...required.map((name) => `ladder:${name}`)],
        patternProperties: {
          [`^ladder:(?!(${names.join("|")})$)`]: { not: {}, description: "Unknown setting." },
        },
      },
    },
    required: ["config"],
  };
}

function secretsSchema(secrets: JsonSchema | boolean | undefined): JsonSchema {
  const values: JsonSchema = { type: "object", additionalProperties: encryptedValue };
  return { ...(typeof secrets === "object" ? secrets : {}), additionalProperties: values };
}
