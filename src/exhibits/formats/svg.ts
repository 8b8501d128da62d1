/** Figures as one SVG image, one below the other. */
import { Failure } from '../../errors/failure.ts';
import type { Figure } from '../figures/figure.ts';
import { drawFigure } from './figure-svg.ts';
import type { Document, Format } from './format.ts';
import { html } from './markup.ts';

export const svg: Format = {
  name: 'svg',
  extension: 'svg',
  async render(document) {
    return `${await drawFigures(figuresOf(document, 'svg'))}\n`;
  },
};

/** The figures of a document that has nothing else; throws E-FORMAT for tables and for an empty document. */
export function figuresOf(document: Document, format: string): readonly Figure[] {
  const table = document.exhibits.find((exhibit) => exhibit.kind === 'table');
  if (table !== undefined || document.exhibits.length === 0) {
    const what = table === undefined ? 'nothing' : `table ${table.table.id}`;
    throw new Failure('E-FORMAT', {
      finding: `${format} draws figures, and here is ${what}`,
      remedy: 'tables can be written as terminal, csv, tsv, markdown, latex, html, docx or json; --only names figures',
    });
  }
  return document.exhibits.flatMap((exhibit) => (exhibit.kind === 'figure' ? [exhibit.figure] : []));
}

export async function drawFigures(figures: readonly Figure[]): Promise<string> {
  const drawn = [];
  for (const figure of figures) drawn.push(await drawFigure(figure));
  if (drawn.length === 1) return drawn[0]!.svg.markup;
  const width = Math.max(...drawn.map((one) => one.width));
  const height = drawn.reduce((sum, one) => sum + one.height, 0);
  let y = 0;
  const placed = drawn.map((one) => {
    const moved = html`<g transform="translate(0,${y})">${one.svg}</g>\n`;
    y += one.height;
    return moved;
  });
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n${placed}</svg>`
    .markup;
}
