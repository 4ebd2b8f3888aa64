import type { Container } from "../../components/fargate/container";

/** What tasks are made of: one container, with its memory in MiB. */
export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly container: Container;
  readonly memoryMb: number;
}
