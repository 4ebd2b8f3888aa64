/** `17` of `postgres:17.6-bookworm`. */
export function majorVersion(image: string): string {
  const major = /:(\d+)/.exec(image)?.[1];
  if (major === undefined) throw new RangeError(`${image} does not name a version`);
  return major;
}
