/** HTML and SVG by a tagged template that escapes whatever is put into it; nothing else makes markup. */

/** Text that is markup already. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[];

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return {
    markup: strings.map((text, index) => text + (index < parts.length ? partText(parts[index]!) : '')).join(''),
  };
}

function partText(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
}

/** Safe in element content and in quoted attributes. */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
    .replace(/`/g, '&#96;');
}

/** An element that a DOM wrote: its text nodes and attributes are escaped by the serializer. */
export function serialized(element: { readonly outerHTML: string }): Markup {
  return { markup: element.outerHTML };
}
