/** A list of terms that no model takes. */
import type { Rule } from '../rule.ts';
import { listOf, recordOf } from '../written-choice.ts';

export const unusedTermSet: Rule = {
  id: 'L074-unused-term-set',
  severity: 'advice',
  finds: 'a term set that no model names',
  why: 'the controls that a reader sees are not those of any model',
  remedy: { en: 'use it or take it out', zh: '使用它或删去' },
  source: 'docs/lint.md',
  example: { found: 'term_sets: { controls: [age] } # no { set: controls }', mended: 'terms: [{ set: controls }]' },
  *spec({ written }) {
    const used = new Set<string>();
    // sets are written out below models, so the texts are asked
    for (const { text } of written.files) {
      for (const match of text.matchAll(/\bset:\s*["']?([^\s"',}\]]+)/g)) used.add(match[1]!);
    }
    for (const [name, terms] of Object.entries(recordOf(written.at(['term_sets'])))) {
      if (used.has(name)) continue;
      yield {
        path: ['term_sets', name],
        finding: {
          en: `no model takes the term set "${name}" (${listOf(terms).length} terms)`,
          zh: `没有模型使用变量组“${name}”（${listOf(terms).length} 项）`,
        },
      };
    }
  },
};
