/** Treated and after adoption: 1 in every row whose unit has adopted by the time of the row. */
import type { Text } from '../../results/text.ts';
import type { NumericColumn } from '../data/column.ts';
import { type Frame, getNumeric, withColumn } from '../data/frame.ts';
import { alwaysTreated, checkAdopted, wavesOf } from './adoption-times.ts';
import { bindNumeric } from './numeric.ts';
import type { MadeColumn, Term } from './term.ts';

export interface TreatedPostRule {
  /** the column and its design column: treated_post unless given */
  readonly name?: string;
  /** numeric column with the time of adoption of the row's unit; missing = never */
  readonly adopted: string;
  /** numeric column with the time of the row, on the same scale */
  readonly time: string;
  /** units of time between adoption and the first treated time: 0 unless given */
  readonly lag?: number;
  /** units that have adopted by the first time of the model's rows: kept unless given */
  readonly alwaysTreated?: 'keep' | 'drop';
  readonly label?: Text;
}

const LABEL: Text = { en: 'Treated x post', zh: '处理组×政策后' };

/**
 * The term `treated_post`: time >= adopted + lag; 0 where nothing is adopted. It makes a numeric 0/1 column of that name,
 * which marginal effects differentiate or change from 0 to 1 as any other. With `alwaysTreated: drop` rows of units that
 * adopted by the first time leave. Equivalent: gen d = (year >= adopt + lag) & !missing(adopt) in Stata.
 */
export function treatedPostTerm(rule: TreatedPostRule): Term {
  const { name = 'treated_post', adopted, time, lag = 0 } = rule;
  const made: MadeColumn = {
    name,
    label: rule.label ?? LABEL,
    column(frame): NumericColumn {
      const from = getNumeric(frame, adopted).values;
      const now = getNumeric(frame, time).values;
      checkAdopted(adopted, from);
      const values = now.map((at, i) => (at >= from[i]! + lag ? 1 : 0));
      return { kind: 'numeric', info: { name, label: rule.label ?? LABEL, private: false }, values, low: null };
    },
    leaving(frame) {
      if (rule.alwaysTreated !== 'drop') return [];
      const from = getNumeric(frame, adopted).values;
      const waves = wavesOf(getNumeric(frame, time).values);
      const rows = alwaysTreated(from, waves[0]! - lag);
      return [{ reason: `always treated (adopted by ${waves[0]! - lag})`, rows }];
    },
  };
  const withMade = (frame: Frame): Frame => (frame.columns.has(name) ? frame : withColumn(frame, made.column(frame)));
  return {
    name,
    variables: [adopted, time],
    maybeMissing: [adopted],
    makes: [made],
    enters: [name],
    treatment: true,
    bind(frame) {
      const bound = bindNumeric(getNumeric(withMade(frame), name));
      return { ...bound, block: (source) => bound.block(withMade(source)) };
    },
  };
}
