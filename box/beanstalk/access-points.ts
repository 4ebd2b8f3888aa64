/** Variable of the access point of a folder on EFS, by its place in the plan. */
export function accessPointVariable(index: number): string {
  return `ACCESS_POINT_${index}`;
}
