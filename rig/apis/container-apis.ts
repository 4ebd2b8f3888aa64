import { jsonType, StandInServer } from "./stand-in-server";

/** Who answers: an action of one of those APIs, and its request. */
export interface Actor {
  act(action: string, request: Readonly<Record<string, unknown>>): unknown;
}

export type ContainerApis = StandInServer<Actor>;

/** Stands in for the JSON APIs of ECS, CloudWatch Logs and the Parameter Store that a roll-out uses. */
export function startContainerApis(): Promise<ContainerApis> {
  return StandInServer.start<Actor>(jsonType, async ({ body, target }, cluster) => {
    const action = target.split(".").at(-1) ?? "";
    try {
      const request = JSON.parse(body) as Readonly<Record<string, unknown>>;
      return { status: 200, body: JSON.stringify(await cluster?.act(action, request)) };
    } catch (error) {
      const problem = { __type: "InvalidRequestException", message: String(error) };
      return { status: 400, body: JSON.stringify(problem) };
    }
  });
}
