/** Our numbers beside the printed ones: a verdict for every cell of the published tables that the exhibits name. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { ComparedCell, Comparison, OwnNumber, Verdict } from '../../results/comparison.ts';
import { compareCell, type Printed } from './compare-cell.ts';
import type { Published } from './schema.ts';

/**
 * One comparison for each published table (or figure) that `own` has a number for, in the order of the published file.
 * Every printed number of such a table is listed; one that we have nothing beside is `not_comparable`. Throws
 * E-SPEC-NAME when `own` names a table, figure or column that was not published.
 */
export function compare(published: Published, own: readonly OwnNumber[]): readonly Comparison[] {
  const printed = new Map([...printedTables(published), ...printedFigures(published)]);
  const byCell = new Map<string, OwnNumber>();
  for (const number of own) {
    refuseUnknown(number.cell, printed);
    if (!byCell.has(number.cell)) byCell.set(number.cell, number);
  }
  const named = new Set(own.map((number) => number.cell.split('.')[0]));
  return [...printed].flatMap(([table, cells]) => {
    if (!named.has(table) || cells.size === 0) return [];
    const compared = [...cells].map(([name, cell]) => compareCell(name, cell, byCell.get(name)));
    return [{ table, cells: compared, counts: countVerdicts(compared) }];
  });
}

type PrintedCells = ReadonlyMap<string, Printed>;

function printedTables(published: Published): readonly (readonly [string, PrintedCells])[] {
  return published.tables.map((table) => {
    const columns = new Map(table.columns.map((column) => [column.id, column]));
    const cells = table.rows.flatMap((row) =>
      Object.entries(row.cells).flatMap(([id, cell]): [string, Printed][] => {
        // a dash, a word or a year is not a number to compare
        if (cell.type === 'none' || cell.type === 'text' || cell.type === 'flag' || cell.type === 'year') return [];
        const n = columns.get(id)?.n;
        return [[`${table.id}.${row.key}.${id}`, typeof n === 'number' ? { ...cell, columnN: n } : cell]];
      }),
    );
    return [table.id, new Map(cells)] as const;
  });
}

function printedFigures(published: Published): readonly (readonly [string, PrintedCells])[] {
  return published.figures.map((figure) => {
    const cells = figure.values.flatMap(({ key, printed, value }): [string, Printed][] =>
      value === null || printed === '' ? [] : [[`${figure.id}.${key}`, { type: 'value', printed, est: value }]],
    );
    return [figure.id, new Map(cells)] as const;
  });
}

/** A misspelt table or column must not look like a table without numbers. Rows that were not printed are ours to add. */
function refuseUnknown(cell: string, printed: ReadonlyMap<string, PrintedCells>): void {
  const [table, ...rest] = cell.split('.');
  const cells = printed.get(table!);
  if (cells === undefined) throw unknown('published table', table!, [...printed.keys()]);
  if (rest.length < 2) return;
  const columns = [...new Set([...cells.keys()].map((name) => name.split('.').at(-1)!))];
  const column = rest.at(-1)!;
  if (!columns.includes(column)) throw unknown(`column of published table ${table}`, column, columns);
}

function unknown(noun: string, name: string, known: readonly string[]): Failure {
  return new Failure('E-SPEC-NAME', {
    finding: `no ${noun} "${name}"`,
    accepted: nearestHint(name, known) ?? `known: ${known.join(', ')}`,
  });
}

function countVerdicts(cells: readonly ComparedCell[]): Readonly<Record<Verdict, number>> {
  const counts = { within_rounding: 0, within_2_se: 0, differs: 0, not_comparable: 0 };
  for (const cell of cells) counts[cell.verdict] += 1;
  return counts;
}
