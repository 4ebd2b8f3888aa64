import type { Pricer } from "../pricer";
import { apiGateway } from "./api-gateway";
import { aurora } from "./aurora";
import { autoscaling } from "./autoscaling";
import { beanstalk } from "./beanstalk";
import { budgets } from "./budgets";
import { cloudfront } from "./cloudfront";
import { cloudwatch } from "./cloudwatch";
import { dynamodb } from "./dynamodb";
import { ebs } from "./ebs";
import { ec2 } from "./ec2";
import { ecs } from "./ecs";
import { eks } from "./eks";
import { elasticache } from "./elasticache";
import { elb } from "./elb";
import { files } from "./files";
import { lambda } from "./lambda";
import { messaging } from "./messaging";
import { rds } from "./rds";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { secrets } from "./secrets";
import { security } from "./security";
import { vpc } from "./vpc";

/** Every resource type that can cost something, with what prices it. */
export const pricers: ReadonlyMap<string, Pricer> = new Map(
  Object.entries({
    ...ec2,
    ...ebs,
    ...vpc,
    ...autoscaling,
    ...rds,
    ...aurora,
    ...elasticache,
    ...elb,
    ...ecs,
    ...eks,
    ...beanstalk,
    ...lambda,
    ...apiGateway,
    ...dynamodb,
    ...messaging,
    ...s3,
    ...cloudfront,
    ...files,
    ...cloudwatch,
    ...secrets,
    ...security,
    ...route53,
    ...budgets,
  }),
);
