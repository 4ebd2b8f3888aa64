import type { Proof } from "../../rig/write-proof";
import type { Tier } from "../../settings/schema";
import type { Action } from "./action";
import { nobodyKilled } from "./disturbed";
import type { Done, Soak } from "./soak";

/** A line for each action, when it is over. */
export function doneText({
  text,
  seconds,
  writes,
  pages,
  failuresOutside,
  writeStopSeconds,
  fate,
  problems,
}: Done): string {
  const visitors =
    writes === 0
      ? ""
      : `; ${writes} writes, ${pages} pages, ${failuresOutside.length} failures outside of the fence, write stop ${writeStopSeconds.toFixed(1)} s`;
  const killed = fate === undefined ? "" : `; killed: ${fate}`;
  return [
    `${text}: ${seconds.toFixed(0)} s${killed}${visitors}`,
    ...problems.map((one) => `  WRONG: ${one}`),
  ].join("\n");
}

/** What the whole run came to. */
export function soakText(soak: Soak): string {
  return [...points(soak), ...problemsOf(soak)].join("\n");
}

/** For docs/proof. */
export function soakProof(soak: Soak): Proof {
  const { plan, done } = soak;
  const actions = plan.actions === Infinity ? "" : ` --actions ${plan.actions}`;
  const options = `--seed ${plan.seed} --hours ${plan.hours}${actions} --instances ${plan.instances} --tiers ${plan.tiers.join(",")}`;
  return {
    title: "The lab, changed at random for hours",
    command: `npm run soak -- --report ${options}`,
    again: `--seed ${plan.seed}`,
    remark: "Real engine, machines, databases and visitors on one machine (docs/lab.md).",
    points: [...points(soak), ...problemsOf(soak)],
    counted: {
      action: done.map(({ action }) =>
        action.kind === "killed" ? `${kindOf(action)}, killed` : action.kind,
      ),
      "switch of the tier": done.flatMap(({ action, from }) => pairOf(action, from)),
      killed: done.flatMap(({ fate }) => (fate === undefined ? [] : [fate])),
    },
  };
}

function points({ done, seconds, writes }: Soak): readonly string[] {
  const sum = (count: (one: Done) => number) => done.reduce((total, one) => total + count(one), 0);
  const failures = (allowed: boolean) =>
    sum(({ failuresOutside, mayFail }) => (mayFail === allowed ? failuresOutside.length : 0));
  const calm = done.filter(({ mayFail }) => !mayFail);
  const stops = calm.map(({ writeStopSeconds }) => writeStopSeconds).toSorted((one, other) => one - other);
  return [
    `${done.length} actions in ${(seconds / 60).toFixed(0)} minutes, ${sum(({ fate = nobodyKilled }) => (fate === nobodyKilled ? 0 : 1))} of them disturbed by a kill.`,
    `${writes} acknowledged writes had to be there at the end; ${sum(({ pages }) => pages)} pages were read.`,
    `Failures outside of the fence: ${failures(false)}, inside: ${sum(({ failuresInside }) => failuresInside)}; ${failures(true)} more where there may be some, such as while a box had no power.`,
    requestsText(
      "Actions that moved the databases",
      calm.filter(({ moved }) => moved),
    ),
    requestsText(
      "Switches of the tier that did not",
      calm.filter(({ action, moved }) => !moved && kindOf(action) === "switch"),
    ),
    `Write stop of an action, as a visitor saw it: ${(stops[Math.floor(stops.length / 2)] ?? 0).toFixed(1)} s in the middle, ${(stops.at(-1) ?? 0).toFixed(1)} s at most.`,
  ];
}

const hundredThousand = 100_000;

/** What visitors saw of some actions, as a rate that compares with others'. */
function requestsText(what: string, some: readonly Done[]): string {
  const failed = some.reduce((all, one) => all + one.failuresInside + one.failuresOutside.length, 0);
  const asked = some.reduce((all, { writes, pages }) => all + writes + pages, 0) + failed;
  const rate = asked === 0 ? 0 : (failed / asked) * hundredThousand;
  return `${what}: ${some.length}; ${failed} of ${asked} requests failed, inside and outside of the fence: ${rate.toFixed(0)} per 100,000.`;
}

function pairOf(action: Action, from: Tier): readonly string[] {
  const change = action.kind === "killed" ? action.of : action;
  return change.kind === "switch" ? [`${from} to ${change.tier}`] : [];
}

const kindOf = (action: Action) => (action.kind === "killed" ? action.of.kind : action.kind);

function problemsOf({ done, broke }: Soak): readonly string[] {
  const found = done.flatMap(({ text, problems }) => problems.map((problem) => `${text}: ${problem}`));
  const all = [...found, ...(broke === undefined ? [] : [broke])];
  return all.length === 0
    ? ["Everything held that must hold, after each action."]
    : all.map((one) => `It stopped at: ${one}`);
}
