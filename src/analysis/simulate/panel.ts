/** A recipe step: which rows are the same person again, in a panel that rotates from wave to wave. */
import { type Frame, getCategorical, withColumn } from '../data/frame.ts';
import { numericColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';
import { drawRows } from './streams.ts';

export interface PanelOptions {
  readonly column: string;
  /** a categorical column; waves follow each other in the order of its levels */
  readonly wave: string;
  /** a categorical column in whose levels persons stay; null lets a person return anywhere */
  readonly by: string | null;
  /** the part of a wave's rows, within each level of `by`, that are persons of the wave before */
  readonly returning: number;
}

/**
 * Numbers of persons, from 1 in the order of their first wave and row. In every wave but the first, and in every level
 * of `by`, `returning` of the rows (rounded; at most as many as there were in the wave before) belong to persons drawn
 * without replacement from the wave before; the others are new. Missing where wave or `by` is.
 */
export function panel({ column, wave, by, returning }: PanelOptions): SimulationStep {
  return {
    reads: [wave, ...(by === null ? [] : [by])],
    creates: [column],
    run(frame, setting): Frame {
      const draws = (purpose: string) =>
        drawRows(setting.seed, `panel/${column}/${purpose}`, frame.rows, (stream) => stream.uniform());
      const [returns, leaves] = [draws('returns'), draws('leaves')];
      const shuffled = (rows: readonly number[], noise: Float64Array) =>
        [...rows].sort((a, b) => noise[a]! - noise[b]! || a - b);
      const persons = new Float64Array(frame.rows).fill(Number.NaN);
      let before = new Map<number, number[]>();
      let next = 1;
      for (const groups of rowsByWave(frame, wave, by)) {
        for (const [group, rows] of groups) {
          const known = shuffled(before.get(group) ?? [], leaves);
          const back = Math.min(known.length, Math.round(returning * rows.length));
          shuffled(rows, returns)
            .slice(0, back)
            .forEach((row, i) => {
              persons[row] = persons[known[i]!]!;
            });
        }
        for (const row of [...groups.values()].flat().sort((a, b) => a - b)) {
          if (Number.isNaN(persons[row])) persons[row] = next++;
        }
        before = groups;
      }
      return withColumn(frame, numericColumn(column, persons));
    },
  };
}

/** For each wave, the rows of each group, ascending. */
function rowsByWave(frame: Frame, wave: string, by: string | null): Map<number, number[]>[] {
  const waves = getCategorical(frame, wave);
  const groups = by === null ? null : getCategorical(frame, by).codes;
  const rows = waves.levels.map(() => new Map<number, number[]>());
  waves.codes.forEach((code, row) => {
    const group = groups === null ? 0 : groups[row]!;
    if (code === -1 || group === -1) return;
    const there = rows[code]!.get(group);
    if (there === undefined) rows[code]!.set(group, [row]);
    else there.push(row);
  });
  return rows;
}
