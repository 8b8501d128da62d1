/** One model under two names. */
import type { Rule } from '../rule.ts';

export const duplicateModel: Rule = {
  id: 'L070-duplicate-model',
  severity: 'advice',
  finds: 'two models that differ in name and label only',
  why: 'it is fitted twice, and a change to one of them is forgotten in the other',
  remedy: { en: 'keep one and show it in both places', zh: '只保留一个，在两处引用' },
  source: 'docs/lint.md',
  example: {
    found: 'models: { a: { outcome: y, ... }, b: { outcome: y, ... } }',
    mended: 'models: { a: { outcome: y, ... } }',
  },
  *spec({ models }) {
    const seen = new Map<string, string>();
    for (const { name, path, value } of models) {
      const { label: _, ...rest } = value;
      const key = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
      const before = seen.get(key);
      if (before !== undefined)
        yield { path, finding: { en: `"${name}" is "${before}" again`, zh: `“${name}”与“${before}”相同` } };
      else seen.set(key, name);
    }
  },
};
