import type * as pulumi from "@pulumi/pulumi";
import * as iam from "@pulumi/aws/iam";
import { allow, assumeRolePolicy, type Statement } from "../policy";
import { tags } from "../tags";

/** A role of one AWS service, and the resource that gives it its rights. */
export interface ServiceRole {
  readonly arn: pulumi.Output<string>;
  readonly rights: pulumi.Resource;
}

interface ServiceRoleArgs {
  readonly stack: string;
  /** Default: Lambda. */
  readonly service?: string;
  /** All that it may do. */
  readonly statements: readonly Statement[];
}

export function createServiceRole(
  name: string,
  { stack, service = "lambda.amazonaws.com", statements }: ServiceRoleArgs,
  options?: pulumi.CustomResourceOptions,
): ServiceRole {
  const { arn, name: role } = new iam.Role(
    name,
    { assumeRolePolicy: assumeRolePolicy(service), tags: tags(stack, name) },
    options,
  );
  return { arn, rights: new iam.RolePolicy(name, { role, policy: allow(statements) }, options) };
}
