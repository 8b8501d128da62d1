/** A recipe step: the combinations of two or more categorical columns as one. */
import { type Frame, getCategorical, withColumn } from '../data/frame.ts';
import { categoricalColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';

/** A categorical column whose levels are `a:b` for every combination, first column slowest; missing where one is. */
export function cross(column: string, of: readonly string[]): SimulationStep {
  return {
    reads: of,
    creates: [column],
    run(frame): Frame {
      let levels = [''];
      const codes = new Int32Array(frame.rows);
      of.forEach((name, position) => {
        const part = getCategorical(frame, name);
        const width = part.levels.length;
        levels = levels.flatMap((left) =>
          part.levels.map((level) => (position === 0 ? level.name : `${left}:${level.name}`)),
        );
        for (let row = 0; row < frame.rows; row++) {
          const code = part.codes[row]!;
          codes[row] = code === -1 || codes[row] === -1 ? -1 : codes[row]! * width + code;
        }
      });
      return withColumn(frame, categoricalColumn(column, codes, levels));
    },
  };
}
