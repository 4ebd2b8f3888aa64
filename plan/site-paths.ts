import type { SitePaths } from "./fargate-types";

const index = "index.html";
const page = ".html";

/**
 * What CloudFront must know to answer as the box does: a path itself, else the path with .html, else the folder's index.
 * It cannot look into the bucket, so a path without an extension needs a list: of the folders or of the pages,
 * whichever is shorter.
 */
export function sitePaths(files: readonly string[]): SitePaths {
  const folders = files
    .filter((file) => file.endsWith(`/${index}`))
    .map((file) => file.slice(0, -index.length - 1));
  const pages = files.filter((file) => file.endsWith(page)).map((file) => file.slice(0, -page.length));
  const plainFiles = new Set(files.filter((file) => !hasExtension(file)));
  // A page called index needs no list: nothing else is called so.
  const plainPages = pages.filter(
    (path) => !hasExtension(path) && !plainFiles.has(path) && !/(^|\/)index$/.test(path),
  );
  const plainFolders = folders.filter((path) => !hasExtension(path) && !plainPages.includes(path));
  const byFolder = plainFolders.length <= plainPages.length;
  return {
    files: [...plainFiles],
    dottedPages: pages.filter((path) => hasExtension(path) && !files.includes(path)),
    dottedFolders: folders.filter(hasExtension),
    otherwise: byFolder ? "page" : "folder",
    listed: byFolder ? plainFolders : plainPages,
  };
}

function hasExtension(path: string): boolean {
  return path.slice(path.lastIndexOf("/") + 1).includes(".");
}
