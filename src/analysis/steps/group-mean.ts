/** A column of means within groups: Mundlak's device for a random-intercept model. */
import { isMissing } from '../data/column.ts';
import { type Frame, getColumn, getNumeric } from '../data/frame.ts';
import { infoOf, type Naming, withCreated } from './created.ts';
import type { Step } from './step.ts';
import { groupMeanWords } from './step-words.ts';

export interface GroupMean extends Naming {
  /** the number whose means are taken, over the rows that the sample has at this step */
  readonly of: string;
  /** the column whose values are the groups */
  readonly by: string;
}

/**
 * Adds the mean of a number over the rows of the same group, missing values left out; missing where the group is, or where all its
 * values are. Beside the number itself in a random-intercept model it lets the group's effect depend on the covariate, and its
 * coefficient being zero is the test of a random against a fixed effect (Mundlak 1978, Econometrica 46:69). Stata: egen, mean() by().
 */
export function groupMean({ of, by, ...naming }: GroupMean): Step {
  return {
    reads: [of, by],
    creates: [naming.name],
    words: [groupMeanWords({ of, by, ...naming })],
    run(frame) {
      const { values, info } = getNumeric(frame, of);
      const { codes, count } = groupCodes(frame, by);
      const means = meansOf(values, codes, count);
      const column = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : means[code]!));
      const varies = values.some(
        (value, row) => codes[row]! >= 0 && Math.abs(value - column[row]!) > 1e-12 * Math.abs(value),
      );
      const notices = varies
        ? []
        : [
            {
              en: `${naming.name}: ${of} does not vary within ${by}, so that its mean is ${of} itself`,
              zh: `${naming.name}：${of} 在 ${by} 内不变，其均值即 ${of} 本身`,
            },
          ];
      const unit = naming.unit ?? info.unit;
      const made = { ...infoOf({ ...naming, ...(unit && { unit }) }), private: info.private };
      return withCreated(frame, { kind: 'numeric', info: made, values: column, low: null }, notices);
    },
  };
}

/** Codes of the groups in order of appearance, -1 where the group is missing. */
function groupCodes(frame: Frame, by: string): { codes: Int32Array; count: number } {
  const column = getColumn(frame, by);
  const ids: ArrayLike<number> = column.kind === 'numeric' ? column.values : column.codes;
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(frame.rows).fill(-1);
  for (let row = 0; row < frame.rows; row++) {
    if (isMissing(column, row)) continue;
    const code = codeOf.get(ids[row]!) ?? codeOf.size;
    codeOf.set(ids[row]!, code);
    codes[row] = code;
  }
  return { codes, count: codeOf.size };
}

/** Means around a first value of the group, so that a group of equal values has that value as its mean exactly. */
function meansOf(values: Float64Array, codes: Int32Array, count: number): Float64Array {
  const first = new Float64Array(count).fill(Number.NaN);
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    const value = values[row]!;
    if (code < 0 || Number.isNaN(value)) continue;
    if (counts[code] === 0) first[code] = value;
    sums[code]! += value - first[code]!;
    counts[code]!++;
  }
  return first.map((value, code) => value + sums[code]! / counts[code]!);
}
