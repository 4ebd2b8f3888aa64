import type { Problem } from "../../settings/problems";
import { type Wish, wanted } from "./declared";
import { mayExist, type Memory, parts } from "./memory";

/** What settings ask of a deployed stack that would lose something, or what cannot be done. */
export function refusedSwitch(wish: Wish, memory: Memory): readonly Problem[] {
  return [...refusedRetirement(wish, memory), ...refusedDatabase(wish, memory)];
}

function refusedRetirement(wish: Wish, { latches }: Memory): readonly Problem[] {
  const { retire } = wish;
  if (retire === undefined) return [];
  if (wanted(wish).includes(retire))
    return [
      {
        path: "retire",
        problem: retire === "rds" ? "the databases are to be on RDS" : "this tier serves",
        got: retire,
        allowed: "a part that no setting asks for",
        hint:
          retire === "rds"
            ? "set database to box first"
            : "switch to another tier first: pulumi config set tier …",
      },
    ];
  if (latches[retire].value !== "no") return [];
  const there = parts.filter((part) => latches[part].value !== "no" && !wanted(wish).includes(part));
  return [
    {
      path: "retire",
      problem: "the stack never had it",
      got: retire,
      allowed: there.length > 0 ? there.join(", ") : "nothing: no other part exists",
      hint: "pulumi config rm retire",
    },
  ];
}

/** Standbys of managed tiers reach no database on the box. */
function refusedDatabase({ database, retire }: Wish, memory: Memory): readonly Problem[] {
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
      hint: `set retire to ${standby}: the data comes home with it`,
    },
  ];
}
