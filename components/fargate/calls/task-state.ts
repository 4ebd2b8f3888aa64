import type { Task } from "@aws-sdk/client-ecs";
import { containerName } from "../container";

export interface TaskState {
  readonly arn: string;
  readonly taskDefinition: string;
  readonly status: string;
  /** The deployment that started it: ECS API, Task.startedBy. */
  readonly startedBy?: string;
  /** Such as EssentialContainerExited: ECS API, Task.stopCode. */
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  /** Undefined when the container never ran. */
  readonly exitCode?: number;
  readonly containerReason?: string;
}

/** What is to be known of a task. Others may put containers of their own into it, such as GuardDuty's agent. */
export function taskState(task: Task): TaskState {
  const container = task.containers?.find(({ name }) => name === containerName);
  return {
    arn: task.taskArn ?? "",
    taskDefinition: task.taskDefinitionArn ?? "",
    status: task.lastStatus ?? "",
    startedBy: task.startedBy,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    exitCode: container?.exitCode,
    containerReason: container?.reason,
  };
}
