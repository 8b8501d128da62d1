/** A greater-than on a column with missing values, which other programs answer differently. */

import { isMissing } from '../../analysis/data/column.ts';
import { type Frame, getColumn } from '../../analysis/data/frame.ts';
import type { ExpressionNode } from '../../analysis/expressions/node.ts';
import { groupExpressions, nodesOf, stepExpressions, type WrittenExpression } from '../conditions.ts';
import type { Found, Rule } from '../rule.ts';

export const inequalityOnMissing: Rule = {
  id: 'L031-inequality-on-missing',
  severity: 'advice',
  finds: 'x > c, or c < x, where x is missing in some rows and the expression does not say what missing means',
  why: 'here a missing value is never greater; in Stata it is greater than every number, so a replication loses or gains these rows',
  remedy: {
    en: 'write the rule: x > c and x is not missing, or x is missing or x > c',
    zh: '写明规则：“x > c and x is not missing”，或“x is missing or x > c”',
  },
  source: "Stata User's Guide 12.2.1",
  example: { found: 'keep: income > 700', mended: 'keep: income > 700 and income is not missing' },
  *step({ word, options, path, before, after }) {
    const frame = word === 'derive' ? after : before;
    for (const expression of stepExpressions(word, options, path)) yield* findings(expression, frame);
  },
  *sample(name, frame, { analysis, written }) {
    const sampleOf = (section: string, entry: string) => {
      if (section === 'models') return analysis.models.get(entry)?.sample;
      if (section === 'summaries') return analysis.summaries.get(entry)?.sample;
      return analysis.models.get(analysis.splits.get(entry)?.model ?? '')?.sample;
    };
    for (const expression of groupExpressions(written, name, sampleOf)) yield* findings(expression, frame);
  },
};

function* findings({ tree, path }: WrittenExpression, frame: Frame): Iterable<Found> {
  const guarded = new Set(
    [...nodesOf(tree)].flatMap((node) => (node.kind === 'is missing' ? variablesOf(node.of) : [])),
  );
  const large = [...nodesOf(tree)].flatMap((node) => {
    if (node.kind !== 'comparison') return [];
    if (node.sign === '>' || node.sign === '>=') return variablesOf(node.left);
    return node.sign === '<' || node.sign === '<=' ? variablesOf(node.right) : [];
  });
  for (const name of new Set(large)) {
    if (guarded.has(name) || !frame.columns.has(name)) continue;
    const column = getColumn(frame, name);
    let rows = 0;
    for (let row = 0; row < frame.rows; row++) if (isMissing(column, row)) rows++;
    if (rows === 0) continue;
    yield {
      path,
      finding: {
        en: `"${name}" is missing in ${rows} rows, which Stata would count as greater`,
        zh: `“${name}”在 ${rows} 行中缺失，Stata 会将其视为更大`,
      },
    };
  }
}

function variablesOf(node: ExpressionNode): readonly string[] {
  return [...nodesOf(node)].flatMap((one) => (one.kind === 'variable' ? [one.name] : []));
}
