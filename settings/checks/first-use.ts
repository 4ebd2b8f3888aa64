/** Remembers where each value was seen first; returns that place when the value comes again. */
export function firstUse(): (value: string, place: string) => string | undefined {
  const seen = new Map<string, string>();
  return (value, place) => {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, place);
    return first;
  };
}
