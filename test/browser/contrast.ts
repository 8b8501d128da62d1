/** Contrast of every text of a page, from the colours that the browser computed (WCAG 2.2, relative luminance). */

export interface Contrast {
  readonly text: string;
  readonly color: string;
  readonly background: string;
  readonly ratio: number;
}

/** Runs inside the page: one entry per pair of colours, with the first text that has it. */
export function contrasts(): readonly Contrast[] {
  const luminance = (rgb: readonly number[]) => {
    const [r, g, b] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const numbers = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const isClear = (color: string) => color === 'transparent' || numbers(color)[3] === 0;
  const backgroundOf = (element: Element | null): string => {
    for (let at = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!isClear(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = new Map<string, Contrast>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent!.trim();
    const element = node.parentElement;
    if (text === '' || element === null || element.closest('title, desc') !== null) continue;
    const style = getComputedStyle(element);
    const color = element.closest('svg') === null ? style.color : style.fill;
    const background = backgroundOf(element);
    const [a, b] = [luminance(numbers(color).slice(0, 3)), luminance(numbers(background).slice(0, 3))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const key = `${color} ${background}`;
    if (!found.has(key)) found.set(key, { text: text.slice(0, 40), color, background, ratio });
  }
  return [...found.values()];
}
