/** Texts of the page whose contrast with what is behind them is below WCAG AA. Runs in the page, so it is on its own. */
export function lowContrastTexts(): string[] {
  type Colour = readonly [number, number, number, number];
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = (text: string): Colour => {
    if (!canvas) return [0, 0, 0, 0];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha];
  };
  const channel = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ([red, green, blue]: Colour) =>
    0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const behind = (element: Element | null): Colour => {
    if (!element) return [255, 255, 255, 255];
    const own = colour(getComputedStyle(element).backgroundColor);
    return own[3] === 255 ? own : behind(element.parentElement);
  };
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  const ratioOf = (element: Element) => {
    const style = getComputedStyle(element);
    const front = luminance(colour(element instanceof SVGElement ? style.fill : style.color));
    const back = luminance(behind(element));
    return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
  };
  return [...document.querySelectorAll("body *")]
    .filter(
      (element) => !["SCRIPT", "STYLE"].includes(element.tagName) && element.getClientRects().length > 0,
    )
    .filter((element) => hasText(element) && ratioOf(element) < 4.5)
    .map(
      (element) => `${ratioOf(element).toFixed(2)} ${element.tagName} ${element.textContent?.slice(0, 40)}`,
    );
}
