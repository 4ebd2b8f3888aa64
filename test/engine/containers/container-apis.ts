import { jsonType, StandInServer } from "../stand-in-server";
import type { StandInEcs } from "./stand-in-ecs";

export type ContainerApis = StandInServer<StandInEcs>;

/** Stands in for the JSON APIs of ECS, CloudWatch Logs and the Parameter Store that a roll-out uses. */
export function startContainerApis(): Promise<ContainerApis> {
  return StandInServer.start<StandInEcs>(jsonType, ({ body, target }, cluster) => {
    const action = target.split(".").at(-1) ?? "";
    try {
      const request = JSON.parse(body) as Readonly<Record<string, unknown>>;
      return { status: 200, body: JSON.stringify(cluster?.act(action, request)) };
    } catch (error) {
      const problem = { __type: "InvalidRequestException", message: String(error) };
      return { status: 400, body: JSON.stringify(problem) };
    }
  });
}
