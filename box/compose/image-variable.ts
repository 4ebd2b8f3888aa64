/** Variable of values.env that holds the image of a built app. App names have no underscore, so two never meet. */
export function imageVariable(app: string): string {
  return `IMAGE_${app.toUpperCase().replaceAll("-", "_")}`;
}
