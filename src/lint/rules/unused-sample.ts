/** A sample that nothing uses. */
import { isMentioned } from '../mentions.ts';
import type { Rule } from '../rule.ts';
import { recordOf } from '../written-choice.ts';

export const unusedSample: Rule = {
  id: 'L071-unused-sample',
  severity: 'advice',
  finds: 'a sample that no model, summary or other sample names',
  why: 'it is never taken, so its mistakes never show',
  remedy: { en: 'use it or take it out', zh: '使用它或删去' },
  source: 'docs/lint.md',
  example: {
    found: 'samples: { all_adults: ..., men: ... } # men nowhere else',
    mended: 'samples: { all_adults: ... }',
  },
  *spec({ written }) {
    for (const name of Object.keys(recordOf(written.at(['samples'])))) {
      const path = ['samples', name];
      if (isMentioned(written, name, path)) continue;
      yield { path, finding: { en: `nothing uses the sample "${name}"`, zh: `没有任何部分使用样本“${name}”` } };
    }
  },
};
