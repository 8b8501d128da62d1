/** The time of adoption of every row's unit, from a column that says who was treated when. */
import { Failure } from '../../errors/failure.ts';
import { toCategorical } from '../data/categorical.ts';
import { getColumn, getNumeric, withColumn } from '../data/frame.ts';
import { infoOf, type Naming } from './created.ts';
import { keepingAll } from './flow.ts';
import type { Step } from './step.ts';

export interface FirstTreated extends Naming {
  /** the column whose levels adopt */
  readonly key: string;
  /** numeric column: 1 where treated, 0 where not */
  readonly treated: string;
  /** numeric column: the time of the row */
  readonly time: string;
}

/**
 * Adds a numeric column: the first time at which a row of the unit is treated, missing where none is (Stata: egen min of year if
 * treated, by unit). Rows that lack one of the three columns say nothing of their unit. The flow counts never-treated units, and
 * units in which treatment ends again. E-DATA-NUMBER for a treatment other than 0 and 1.
 */
export function firstTreated({ key, treated, time, ...naming }: FirstTreated): Step {
  return {
    reads: [key, treated, time],
    creates: [naming.name],
    made: [{ name: naming.name, label: naming.label ?? { en: naming.name }, adoptedBy: key }],
    words: [
      {
        en: `${naming.name}: the first ${time} at which ${treated} is 1 in the row's ${key}; missing where it never is`,
        zh: `${naming.name}：${key} 首次出现 ${treated}=1 的 ${time}；从未出现者为缺失`,
      },
    ],
    run(frame) {
      const units = toCategorical(getColumn(frame, key));
      const on = getNumeric(frame, treated).values;
      const at = getNumeric(frame, time).values;
      const first = new Float64Array(units.levels.length).fill(Number.NaN);
      for (let row = 0; row < frame.rows; row++) {
        const code = units.codes[row]!;
        if (on[row] !== 0 && on[row] !== 1 && !Number.isNaN(on[row])) throw notBinary(treated);
        if (code < 0 || on[row] !== 1 || Number.isNaN(at[row])) continue;
        if (!(first[code]! <= at[row]!)) first[code] = at[row]!;
      }
      const ends = new Set<number>();
      const present = new Set<number>();
      for (let row = 0; row < frame.rows; row++) {
        const code = units.codes[row]!;
        if (code < 0) continue;
        present.add(code);
        if (on[row] === 0 && at[row]! > first[code]!) ends.add(code);
      }
      const values = Float64Array.from(units.codes, (code) => (code < 0 ? Number.NaN : first[code]!));
      const never = [...present].filter((code) => Number.isNaN(first[code]!)).length;
      const adopting = present.size - never;
      const said = [
        {
          en: `${naming.name}: ${adopting} of ${present.size} units adopt, ${never} never`,
          zh: `${naming.name}：${present.size}个单位中${adopting}个实施，${never}个从未实施`,
        },
      ];
      if (ends.size > 0)
        said.push({
          en: `${naming.name}: treatment ends again in ${ends.size} units; they count as treated after it`,
          zh: `${naming.name}：${ends.size}个单位的处理后来终止，其后仍视为已处理`,
        });
      const info = infoOf(naming);
      return keepingAll(withColumn(frame, { kind: 'numeric', info, values, low: null }), info.label, said);
    },
  };
}

function notBinary(treated: string): Failure {
  return new Failure('E-DATA-NUMBER', {
    finding: `"${treated}" has values other than 0 and 1`,
    remedy: 'make an indicator of it by derive',
  });
}
