/** Boxes that were booted and not removed yet. */
const open = new Set<{ remove(): Promise<void> }>();

export function remember(box: { remove(): Promise<void> }): void {
  open.add(box);
}

export function forget(box: { remove(): Promise<void> }): void {
  open.delete(box);
}

export async function closeBoxes(): Promise<void> {
  for (const box of [...open]) await box.remove();
}
