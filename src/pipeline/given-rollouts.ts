/** Roll-outs that a placebo takes from a file instead of drawing them. */
import { join } from 'node:path';
import { EMPTY_CODEBOOK } from '../analysis/data/codebook.ts';
import type { Column } from '../analysis/data/column.ts';
import { getColumn, getNumeric } from '../analysis/data/frame.ts';
import { readCsv } from '../analysis/data/read-csv.ts';
import type { GivenFile, GivenRollout } from '../analysis/placebo/placebo.ts';

/** The draws of a file beside the spec, in the order in which they first appear. Throws as readCsv does. */
export async function givenRollouts(folder: string, { file, draw, unit, year }: GivenFile): Promise<GivenRollout[]> {
  const { frame } = await readCsv({ path: join(folder, file) }, EMPTY_CODEBOOK, { columns: [draw, unit, year] });
  const draws = namesOf(getColumn(frame, draw));
  const units = namesOf(getColumn(frame, unit));
  const years = getNumeric(frame, year).values;
  const found = new Map<string, { unit: string; year: number }[]>();
  for (let row = 0; row < frame.rows; row++) {
    const adoptions = found.get(draws(row)) ?? [];
    found.set(draws(row), adoptions);
    adoptions.push({ unit: units(row), year: years[row]! });
  }
  return [...found].map(([name, adoptions]) => ({ draw: name, adoptions }));
}

/** The text of a column at a row, numbers as the file wrote them. */
function namesOf(column: Column): (row: number) => string {
  if (column.kind === 'categorical') return (row) => column.levels[column.codes[row]!]?.name ?? '';
  return (row) => column.texts?.get(column.values[row]!) ?? String(column.values[row]);
}
