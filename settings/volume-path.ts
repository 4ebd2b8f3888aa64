/** One spelling for one folder: `/data/` is `/data`. */
export function volumePath(written: string): string {
  return written.replace(/\/+$/, "");
}
