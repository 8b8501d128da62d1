/** Header rows over columns: equal neighbours under the same parent are joined into one spanning cell. */
import { blankCell, textCell } from './cell.ts';
import type { Cell } from './table.ts';

/**
 * `titles` are the lines over each column, from the top; shorter ones are pushed down. Each column is `perColumn` wide;
 * `below` are the titles of the parts of each column, in a last row.
 */
export function headerRows(
  titles: readonly (readonly string[])[],
  perColumn: number,
  below?: readonly (readonly string[])[],
): readonly (readonly Cell[])[] {
  const depth = Math.max(1, ...titles.map((lines) => lines.length));
  const padded = titles.map((lines) => [...Array<string>(depth - lines.length).fill(''), ...lines]);
  const rows = Array.from({ length: depth }, (_, level) => [blankCell(), ...joined(padded, level, perColumn)]);
  if (below === undefined) return rows;
  return [...rows, [blankCell(), ...below.flat().map((title) => textCell(title, 'right'))]];
}

function joined(titles: readonly (readonly string[])[], level: number, perColumn: number): readonly Cell[] {
  const cells: Cell[] = [];
  for (let first = 0; first < titles.length; ) {
    let end = first + 1;
    while (end < titles.length && sameBranch(titles[first]!, titles[end]!, level)) end++;
    const span = (end - first) * perColumn;
    cells.push(textCell(titles[first]![level]!, span === 1 ? 'right' : 'center', span));
    first = end;
  }
  return cells;
}

function sameBranch(a: readonly string[], b: readonly string[], level: number): boolean {
  return a[level] !== '' && a.slice(0, level + 1).every((line, index) => line === b[index]);
}
