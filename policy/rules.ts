import type { Rule } from "./rule";
import { beanstalkRules } from "./rules/beanstalk";
import { cacheRules } from "./rules/caches";
import { composeRules } from "./rules/compose";
import { databaseRules } from "./rules/databases";
import { descriptionRules } from "./rules/descriptions";
import { distributionRules } from "./rules/distributions";
import { ec2Rules } from "./rules/ec2";
import { fargateRules } from "./rules/fargate";
import { fileRules } from "./rules/files";
import { iamRules } from "./rules/iam";
import { lambdaRules } from "./rules/lambda";
import { otherRules } from "./rules/other";
import { s3Rules } from "./rules/s3";
import { snsRules } from "./rules/sns";

/** Every rule that must hold. */
export const rules: readonly Rule[] = [
  ...ec2Rules,
  ...s3Rules,
  ...iamRules,
  ...otherRules,
  ...fargateRules,
  ...distributionRules,
  ...beanstalkRules,
  ...databaseRules,
  ...cacheRules,
  ...fileRules,
  ...lambdaRules,
  ...snsRules,
  ...composeRules,
  ...descriptionRules,
];
