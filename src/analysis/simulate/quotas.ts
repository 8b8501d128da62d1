/** A recipe step: categories in exact numbers, dealt at random or in the order of a latent variable. */
import { Failure } from '../../errors/failure.ts';
import { type Frame, withColumn } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import { apportion } from './apportion.ts';
import { type QuotaCell, quotaCells } from './cells.ts';
import { categoricalColumn, expressionValues, parameterVariables } from './columns.ts';
import type { SimulationStep } from './recipe.ts';
import { drawRows } from './streams.ts';

export interface QuotasOptions {
  readonly column: string;
  /** the grouping column; null for one group of all rows */
  readonly by: string | null;
  /** per group (the empty name without groups): rows per level, in the order in which they are filled */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** true when the counts are proportions everywhere */
  readonly proportions: boolean;
  /** rows are filled in ascending order of this; null deals them at random */
  readonly order: Expression | null;
  /** groups whose rows stay missing */
  readonly skip: readonly string[];
}

/**
 * A categorical column with a given number of rows per level and group. In the core of a recipe the counts hold to the
 * row and must add up to the group; elsewhere, and when fewer or more rows are made, they are proportions (apportion).
 * Levels are filled in the order listed, rows in ascending order of a latent variable, so that a later level goes with
 * higher values. Throws E-SPEC-VALUE when counts and group disagree, E-SPEC-NAME for a group without counts.
 */
export function quotas(options: QuotasOptions): SimulationStep {
  const { column, by, counts, order, skip } = options;
  const levels = [...new Set([...counts.values()].flatMap((group) => [...group.keys()]))];
  if (order !== null) refuseNumbers(column, levels);
  return {
    reads: [...(by === null ? [] : [by]), ...parameterVariables([order])],
    creates: [column],
    run(frame, setting): Frame {
      const noise = drawRows(setting.seed, `quotas/${column}`, frame.rows, (stream) => stream.uniform());
      const latent = order === null ? null : expressionValues(order, frame);
      const codes = new Int32Array(frame.rows).fill(-1);
      for (const cell of quotaCells(frame, by, setting)) {
        if (skip.includes(cell.group)) continue;
        const quota = cellQuota(options, cell);
        const sorted = sortedRows(column, cell.rows, latent, noise);
        let next = 0;
        for (const [level, rows] of quota) {
          const code = levels.indexOf(level);
          for (let i = 0; i < rows; i++) codes[sorted[next++]!] = code;
        }
      }
      return withColumn(frame, categoricalColumn(column, codes, levels));
    },
  };
}

/** A mapping whose keys look like whole numbers loses the order in which they were written. */
function refuseNumbers(column: string, levels: readonly string[]): void {
  const number = levels.find((level) => /^\d+$/.test(level));
  if (number === undefined) return;
  throw new Failure('E-SPEC-VALUE', {
    finding: `level "${number}" of "${column}" looks like a number, and the levels are filled in order`,
    remedy: 'name the levels by words and give them codes under columns',
  });
}

function cellQuota({ column, counts, proportions }: QuotasOptions, cell: QuotaCell): [string, number][] {
  const group = counts.get(cell.group);
  if (group === undefined) {
    throw new Failure('E-SPEC-NAME', {
      finding: `quotas of "${column}" have no counts for group "${cell.group}"`,
      accepted: `groups: ${[...counts.keys()].join(', ')}`,
      remedy: 'give it counts or list it under skip',
    });
  }
  const parts = [...group.values()];
  const sum = parts.reduce((a, b) => a + b, 0);
  if (cell.exact && !proportions && sum !== cell.rows.length) {
    const where = cell.group === '' ? '' : ` of group "${cell.group}"`;
    throw new Failure('E-SPEC-VALUE', {
      finding: `quotas of "${column}"${where} add up to ${sum}, there are ${cell.rows.length} rows`,
    });
  }
  const rows = apportion(cell.rows.length, parts);
  return [...group.keys()].map((level, index) => [level, rows[index]!]);
}

/** Rows by latent value, then by noise, then by index: a total order, so that every engine sorts alike. */
function sortedRows(column: string, rows: Int32Array, latent: Float64Array | null, noise: Float64Array): Int32Array {
  if (latent !== null && rows.some((row) => Number.isNaN(latent[row]))) {
    throw new Failure('E-SPEC-VALUE', { finding: `the order of "${column}" is missing in some of its rows` });
  }
  const value = (row: number) => (latent === null ? 0 : latent[row]!);
  return Int32Array.from(rows).sort((a, b) => value(a) - value(b) || noise[a]! - noise[b]! || a - b);
}
