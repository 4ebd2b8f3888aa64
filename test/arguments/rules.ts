import apiData from "./api-rules.json";
import statedData from "./stated-limits.json";

/** What AWS says of the value at one place. */
export interface Rule {
  readonly values?: readonly string[];
  /** Found somewhere in the text unless it says ^ and $, as AWS's models mean it. */
  readonly pattern?: string;
  /** Least and most of a number. */
  readonly range?: readonly (number | null)[];
  /** Least and most characters, or items of a list. */
  readonly length?: readonly (number | null)[];
  /** A map: the names in it are the program's. */
  readonly map?: boolean;
  /** The provider's own; AWS's models have nothing beneath it. */
  readonly own?: boolean;
}

type Rules = Readonly<Record<string, Readonly<Record<string, Rule>>>>;

const apiRules: Rules = apiData.rules;
const statedRules: Rules = statedData.rules;

/** Rules of AWS's models by path; a path that is missing was never compared with AWS's API. */
export function apiRuleOf(type: string, path: string): Rule | undefined {
  return apiRules[type]?.[path];
}

/** The same with what only AWS's documentation says, in words, which is narrower. */
export function ruleOf(type: string, path: string): Rule {
  return { ...apiRuleOf(type, path), ...statedRules[type]?.[path] };
}

/** Whether a value is more than AWS takes. What the program does not know, and secrets, are left alone. */
export function breaks(value: unknown, { values, pattern, range, length }: Rule): boolean {
  if (Array.isArray(value)) return isOutside(value.length, length);
  const text = String(value);
  if (text.includes("${urn:") || text === "[secret]" || text === "[unknown]") return false;
  return (
    (values !== undefined && !values.includes(text)) ||
    (pattern !== undefined && !expression(pattern).test(text)) ||
    (range !== undefined && (Number.isNaN(Number(text)) || isOutside(Number(text), range))) ||
    isOutside(Buffer.byteLength(text), length)
  );
}

function isOutside(amount: number, bounds: Rule["length"]): boolean {
  const [least, most] = bounds ?? [];
  return amount < (least ?? -Infinity) || amount > (most ?? Infinity);
}

/** Most patterns of AWS's models are for whole characters; some are no such expression in JavaScript. */
function expression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}
