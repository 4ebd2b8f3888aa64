import { configCommand } from "../../settings/config-command";
import type { Problem } from "../../settings/problems";
import type { Tier } from "../../settings/schema";
import { type Wish, wanted } from "./declared";
import { isBuilt, mayExist, type Memory, type Part, parts } from "./memory";

/** What settings ask of a deployed stack that would lose something, or what cannot be done. */
export function refusedSwitch(wish: Wish, memory: Memory, stack: string): readonly Problem[] {
  return [...refusedRetirement(wish, memory, stack), ...refusedDatabase(wish, memory, stack)];
}

function refusedRetirement(wish: Wish, memory: Memory, stack: string): readonly Problem[] {
  const { tier, retire } = wish;
  if (retire === undefined) return [];
  if (wanted(wish).includes(retire)) return [stillWanted(retire, stack)];
  if (memory.latches[retire].value === "no") return [neverThere(retire, wish, memory, stack)];
  // What is gone by now is not asked for again.
  return mayExist(retire, memory) && !isBuilt(tier, memory) ? [onlyWayBack(tier, retire, stack)] : [];
}

function stillWanted(retire: Part, stack: string): Problem {
  return {
    path: "retire",
    problem: retire === "rds" ? "the databases are to be on RDS" : "this tier serves",
    got: retire,
    allowed: "a part that no setting asks for",
    hint:
      retire === "rds"
        ? `move them to the box first: ${configCommand(stack, "set database box")}`
        : anotherTier(stack),
  };
}

function neverThere(retire: Part, wish: Wish, memory: Memory, stack: string): Problem {
  const server = retire === "rds" && parts.find((part) => part !== "compose" && mayExist(part, memory));
  if (server)
    return {
      path: "retire",
      problem: `RDS is there for the ${server} tier, and goes with it`,
      got: retire,
      allowed: wanted(wish).includes(server) ? "a part that no setting asks for" : server,
      hint: wanted(wish).includes(server) ? anotherTier(stack) : configCommand(stack, `set retire ${server}`),
    };
  const { latches } = memory;
  const there = parts.filter((part) => latches[part].value !== "no" && !wanted(wish).includes(part));
  return {
    path: "retire",
    problem: "the stack never had it",
    got: retire,
    allowed: there.length > 0 ? there.join(", ") : "nothing: no other part exists",
    hint: configCommand(stack, "rm retire"),
  };
}

function anotherTier(stack: string): string {
  return `switch to another tier first: ${configCommand(stack, "set tier …")}`;
}

/** Until the tier has served once, nobody knows that it does: what served before is kept whole. */
function onlyWayBack(tier: Tier, retire: Part, stack: string): Problem {
  return {
    path: "retire",
    problem: `no update with tier ${tier} has finished yet, and ${retire} is the way back until then`,
    got: retire,
    allowed: `nothing before ${tier} serves`,
    hint: `${configCommand(stack, "rm retire")}, then pulumi up; retire it when visitors are content`,
  };
}

/** Standbys of managed tiers reach no database on the box. */
function refusedDatabase({ database, retire }: Wish, memory: Memory, stack: string): readonly Problem[] {
  if (database !== "box") return [];
  const standby = parts.find(
    (part) => part !== "compose" && part !== "rds" && part !== retire && mayExist(part, memory),
  );
  if (!standby) return [];
  return [
    {
      path: "database",
      problem: `the ${standby} tier is kept as standby and reaches no database on the box`,
      got: "box",
      allowed: "auto, rds",
      hint: `${configCommand(stack, `set retire ${standby}`)}: the data comes home with it`,
    },
  ];
}
