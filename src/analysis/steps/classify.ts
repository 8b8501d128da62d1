/** Categories by conditions: each level says when it applies. */
import { Failure } from '../../errors/failure.ts';
import type { Expression } from '../expressions/expression.ts';
import { type CategoryNaming, checkLevels, madeCategory, type NamedLevel, withCategory } from './created.ts';
import type { Step } from './step.ts';
import { classifyWords } from './step-words.ts';

export interface Classified extends CategoryNaming {
  /** in the order of tables; one of them may do without a condition: it takes the rows for which every condition is false */
  readonly levels: readonly (NamedLevel & { readonly where?: Expression })[];
  /** which level wins where several apply; a fault unless given */
  readonly overlap?: 'first' | 'last' | 'refuse';
}

/**
 * Adds a categorical column. A row takes the level whose condition is true; where none is true it is missing, unless all are false and
 * a level without a condition exists. E-DATA-LEVEL: several apply and `overlap` does not say which wins.
 */
export function classify({ levels, overlap = 'refuse', ...naming }: Classified): Step {
  checkLevels(levels, naming);
  const rest = levels.findIndex((level) => level.where === undefined);
  if (levels.filter((level) => level.where === undefined).length > 1) {
    throw new Failure('E-SPEC-VALUE', {
      finding: 'two levels without a condition',
      accepted: 'at most one, for all other rows',
    });
  }
  return {
    reads: [...new Set(levels.flatMap(({ where }) => where?.variables ?? []))],
    creates: [naming.name],
    made: [madeCategory(naming, levels)],
    words: [classifyWords({ levels, overlap, ...naming })],
    run(frame) {
      const truths = levels.map(({ where }) => where?.truths(frame));
      const codes = new Int32Array(frame.rows).fill(-1);
      let several = 0;
      for (let row = 0; row < frame.rows; row++) {
        const applies = truths.flatMap((truth, level) => (truth?.[row] === 1 ? [level] : []));
        if (applies.length > 1) several++;
        if (applies.length > 0) codes[row] = overlap === 'last' ? applies.at(-1)! : applies[0]!;
        else if (!truths.some((truth) => truth?.[row] === -1)) codes[row] = rest;
      }
      if (several > 0 && overlap === 'refuse') {
        throw new Failure('E-DATA-LEVEL', {
          finding: `${naming.name}: ${several} rows to which several levels apply`,
          remedy: 'make the conditions exclude each other, or set overlap: first or last',
        });
      }
      const notices =
        several === 0
          ? []
          : [
              {
                en: `${naming.name}: several levels apply to ${several} rows; the ${overlap} of them is taken`,
                zh: `${naming.name}：${several}行符合多个水平，取${overlap === 'first' ? '第一个' : '最后一个'}`,
              },
            ];
      return withCategory(frame, naming, codes, levels, notices);
    },
  };
}
