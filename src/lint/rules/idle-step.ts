/** A step of the sample that removes nobody, or everybody. */
import type { Rule } from '../rule.ts';

const FILTERS: ReadonlySet<string> = new Set(['keep', 'drop', 'complete']);

export const idleStep: Rule = {
  id: 'L033-idle-step',
  severity: 'advice',
  finds: 'a keep, drop or complete step after which the rows are the same, or none',
  why: 'either an earlier step did it already, or the condition does not say what was meant',
  remedy: { en: 'take the step out, or correct its condition', zh: '删去该步骤，或改正其条件' },
  source: 'STROBE item 13 (participants at each stage)',
  example: { found: 'keep: age >= 0', mended: 'keep: age >= 18' },
  *step({ word, path, before, after }) {
    if (!FILTERS.has(word) || (after.rows !== before.rows && after.rows > 0)) return;
    const finding =
      after.rows === 0
        ? { en: 'no row is left after this step', zh: '该步骤之后没有剩余的行' }
        : { en: `all ${before.rows} rows stay`, zh: `${before.rows} 行全部保留` };
    yield { path, finding };
  },
};
