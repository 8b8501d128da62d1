/** A column that a step makes and nothing reads. */
import { isMentioned } from '../mentions.ts';
import type { Rule } from '../rule.ts';
import { listOf, recordOf } from '../written-choice.ts';

const FILTERS: ReadonlySet<string> = new Set(['keep', 'drop', 'complete']);

export const unusedColumn: Rule = {
  id: 'L073-unused-column',
  severity: 'advice',
  finds: 'a column that a step makes and that nothing else in the spec names',
  why: 'a forgotten control looks like this',
  remedy: { en: 'use it or take it out', zh: '使用它或删去' },
  source: 'docs/lint.md',
  example: { found: 'derive: { age_group: ... } # and never again', mended: 'terms: [age_group]' },
  *spec({ written }) {
    for (const [sample, value] of Object.entries(recordOf(written.at(['samples'])))) {
      for (const [index, step] of listOf(recordOf(value).steps).entries()) {
        for (const [word, columns] of Object.entries(recordOf(step))) {
          if (FILTERS.has(word)) continue;
          for (const name of Object.keys(recordOf(columns))) {
            const path = ['samples', sample, 'steps', index, word, name];
            if (isMentioned(written, name, path)) continue;
            yield { path, finding: { en: `nothing reads the column "${name}"`, zh: `没有任何部分用到列“${name}”` } };
          }
        }
      }
    }
  },
};
