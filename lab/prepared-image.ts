import { normalize } from "node:path";
import images from "./images.json";

/** Image that the rig made of a folder (rig/images/make.sh). */
export function preparedImage(context: string): string | undefined {
  return Object.entries(images.builds).find(([folder]) => normalize(folder) === normalize(context))?.[1];
}

/** Whether every machine of the lab has this image of somebody else's. */
export function hasImage(name: string): boolean {
  return images.pulled.includes(name);
}
