import type * as pulumi from "@pulumi/pulumi";
import type * as ecs from "@pulumi/aws/ecs";

/** What of a tier can be stopped and started. */
export type Sleeper =
  | { readonly kind: "box"; readonly instanceId: pulumi.Output<string> }
  | SleepingEnvironment
  | { readonly kind: "services"; readonly services: readonly SleepingService[] };

/** An environment of Elastic Beanstalk. */
export interface SleepingEnvironment {
  readonly kind: "environment";
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  /** Of its instances. */
  readonly group: pulumi.Output<string>;
  readonly size: { readonly min: number; readonly max: number };
}

/** A service of ECS. */
export interface SleepingService {
  readonly cluster: pulumi.Output<string>;
  readonly service: ecs.Service;
  /** With which it is started. */
  readonly copies: number;
}
