import type { Box } from "../../rig/box";
import { until } from "../../rig/command";
import type { Answer, Ask } from "../../rig/request";

/** Milliseconds since 1970 of the first answer over HTTPS that is as wanted; the box has an authority of its own. */
export function firstAnswer(
  box: Box,
  ask: Omit<Ask, "address" | "authority">,
  wanted: (answer: Answer) => boolean = ({ status }) => status === 200,
): Promise<number> {
  return answered(box, ask, wanted).then(() => Date.now());
}

/** That answer itself. */
export function answered(
  box: Box,
  ask: Omit<Ask, "address" | "authority">,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> {
  return until("the first answer over HTTPS", 580, async () => {
    const { stdout } = await box.try("cat /data/ladder/caddy/data/caddy/pki/authorities/local/root.crt");
    if (stdout === "") return undefined;
    const answer = await box.ask({ ...ask, authority: stdout }).catch(() => undefined);
    return answer !== undefined && wanted(answer) && answer;
  });
}
