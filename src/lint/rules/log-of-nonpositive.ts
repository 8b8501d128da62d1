/** A logarithm that loses rows in silence. */
import { isMissing } from '../../analysis/data/column.ts';
import { evaluateTree } from '../../analysis/expressions/evaluate.ts';
import { nodesOf, stepExpressions } from '../conditions.ts';
import type { Rule } from '../rule.ts';

export const logOfNonpositive: Rule = {
  id: 'L030-log-of-nonpositive',
  severity: 'warning',
  finds: 'a derived logarithm of a number that is zero or negative in some rows',
  why: 'those rows become missing and leave every model: the zeros, often the people of interest, are gone',
  remedy: {
    en: 'say what zeros mean: two parts, log(x + 1) with its unit named, or a condition that leaves them out',
    zh: '说明零值的含义：两部分模型、注明单位的 log(x + 1)，或用条件排除零值',
  },
  source: 'Chen and Roth 2024, QJE 139:891; Mullahy and Norton 2024',
  example: {
    found: 'derive: { log_cost: log(cost) }',
    mended: 'derive: { log_cost: "if(cost > 0, log(cost), 0)" }, or two_part',
  },
  *step({ word, options, path, before, after }) {
    if (word !== 'derive') return;
    for (const { tree, text, path: at } of stepExpressions(word, options, path)) {
      const name = String(at[5]);
      const made = after.columns.get(name);
      if (made === undefined || after.rows !== before.rows) continue;
      for (const node of nodesOf(tree)) {
        if (node.kind !== 'call' || node.name !== 'log') continue;
        // what an earlier column of the same step made is there afterwards only
        const value = evaluateTree(node.parts[0]!, text, after);
        if (value.kind !== 'number') continue;
        const rows = value.values.reduce((sum, x, row) => sum + (x <= 0 && isMissing(made, row) ? 1 : 0), 0);
        if (rows === 0) continue;
        yield {
          path: at,
          finding: {
            en: `"${name}" is missing in ${rows} rows because of log of zero or less`,
            zh: `“${name}”在 ${rows} 行中因对零或负数取对数而缺失`,
          },
        };
      }
    }
  },
};
