/** An exception that excuses nothing. */
import type { Rule } from '../rule.ts';

/** What it finds follows from the findings of all others: silence.ts asks for it. */
export const unusedIgnore: Rule = {
  id: 'L077-unused-ignore',
  severity: 'advice',
  finds: 'an entry of lint.ignore that names no rule, or silences nothing',
  why: 'it would silence the next finding of that kind unseen',
  remedy: { en: 'take it out, or correct the rule id or the path', zh: '删去，或改正规则编号或路径' },
  source: 'docs/lint.md',
  example: { found: 'ignore: [{ rule: L999-none, reason: ... }]', mended: 'ignore: []' },
};
