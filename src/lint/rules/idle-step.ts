/** A condition of the sample that removes nobody, or a step that removes everybody. */
import type { Rule } from '../rule.ts';

const FILTERS: ReadonlySet<string> = new Set(['keep', 'drop', 'complete']);
/** Nobody lacks an answer: that is good news of the data and not a slip of the spec. */
const MAY_BE_IDLE = 'complete';

export const idleStep: Rule = {
  id: 'L033-idle-step',
  severity: 'advice',
  finds: 'a keep or drop step after which the rows are the same, or any step after which none is left',
  why: 'either an earlier step did it already, or the condition does not say what was meant',
  remedy: { en: 'take the step out, or correct its condition', zh: '删去该步骤，或改正其条件' },
  source: 'STROBE item 13 (participants at each stage)',
  example: { found: 'keep: age >= 0', mended: 'keep: age >= 18' },
  *step({ word, path, before, after }) {
    const idle = after.rows === before.rows && word !== MAY_BE_IDLE;
    if (!FILTERS.has(word) || (after.rows > 0 && !idle)) return;
    const finding =
      after.rows === 0
        ? { en: 'no row is left after this step', zh: '该步骤之后没有剩余的行' }
        : { en: `all ${before.rows} rows stay`, zh: `${before.rows} 行全部保留` };
    yield { path, finding };
  },
};
