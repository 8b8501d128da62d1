/** The code of a nominal variable used as a number. */
import type { ExpressionNode } from '../../analysis/expressions/node.ts';
import { derivedColumns, nodesOf } from '../conditions.ts';
import type { Found, LintContext, Rule } from '../rule.ts';
import { choiceAt, listOf, recordOf, textOf } from '../written-choice.ts';

export const nominalAveraged: Rule = {
  id: 'L005-nominal-averaged',
  severity: 'warning',
  finds: 'a mean, a test or a coefficient of numbers that only name the levels of a category',
  why: 'another numbering of the same levels gives another mean and another slope',
  remedy: {
    en: 'use the category itself: n_percent with chi_square, or a factor',
    zh: '直接使用该分类变量：n_percent 加 chi_square，或 factor',
  },
  source: 'Stevens 1946, Science 103:677',
  example: {
    found: "derive: { code: \"1 + (region == 'b') + 2 * (region == 'c')\" }, then mean_sd: { variable: code }",
    mended: 'n_percent: { variable: region, test: chi_square }',
  },
  *spec(context) {
    const codes = codesOfCategories(context);
    if (codes.size === 0) return;
    const said = (column: string, en: string, zh: string) => ({
      en: `"${column}" numbers the levels of "${codes.get(column)}": ${en}`,
      zh: `“${column}”只是“${codes.get(column)}”各水平的编号：${zh}`,
    });
    for (const [name, summary] of Object.entries(recordOf(context.written.at(['summaries'])))) {
      for (const [index, row] of listOf(recordOf(summary).rows).entries()) {
        const path = ['summaries', name, 'rows', index];
        const choice = choiceAt(row, path);
        const column = textOf(choice?.options.variable);
        if (choice?.word === 'mean_sd' && column !== undefined && codes.has(column))
          yield { path, finding: said(column, 'it has no mean', '没有均值可言') };
      }
    }
    for (const model of context.models) {
      for (const { terms } of model.equations) {
        for (const { word, column, path } of terms) {
          if (column === undefined || word === 'factor' || !codes.has(column)) continue;
          yield { path, of: model.name, finding: said(column, 'it has no slope', '没有斜率可言') } satisfies Found;
        }
      }
    }
  },
};

/** Derived columns that are sums of comparisons of one category with several levels under different weights. */
function codesOfCategories({ written }: LintContext): ReadonlyMap<string, string> {
  return new Map(
    [...derivedColumns(written)].flatMap(([name, { tree }]) => {
      const category = numberedCategory(tree);
      return category === undefined ? [] : [[name, category] as const];
    }),
  );
}

function numberedCategory(tree: ExpressionNode): string | undefined {
  const summands = [...summandsOf(tree, 1)];
  const indicators = summands.flatMap(({ node, weight }) => indicatorOf(node, weight) ?? []);
  const constants = summands.filter(({ node }) => node.kind === 'number').length;
  if (indicators.length < 2 || indicators.length + constants < summands.length) return undefined;
  const [first] = indicators;
  const one = indicators.every(({ column }) => column === first!.column);
  const levels = new Set(indicators.map(({ level }) => level)).size;
  const weights = new Set(indicators.map(({ weight }) => weight)).size;
  // equal weights count a union of levels, which is an indicator and has a mean
  return one && levels === indicators.length && weights > 1 ? first!.column : undefined;
}

function* summandsOf(node: ExpressionNode, weight: number): Iterable<{ node: ExpressionNode; weight: number }> {
  if (node.kind === 'arithmetic' && node.sign === '+') {
    yield* summandsOf(node.left, weight);
    yield* summandsOf(node.right, weight);
  } else if (node.kind === 'arithmetic' && node.sign === '*' && node.left.kind === 'number') {
    yield* summandsOf(node.right, weight * node.left.value);
  } else if (node.kind === 'arithmetic' && node.sign === '*' && node.right.kind === 'number') {
    yield* summandsOf(node.left, weight * node.right.value);
  } else yield { node, weight };
}

function indicatorOf(node: ExpressionNode, weight: number) {
  if (node.kind !== 'comparison' || node.sign !== '==') return undefined;
  const parts = [...nodesOf(node)];
  const column = parts.find((part) => part.kind === 'variable');
  const level = parts.find((part) => part.kind === 'text');
  if (column?.kind !== 'variable' || level?.kind !== 'text' || parts.length !== 3) return undefined;
  return { column: column.name, level: level.value, weight };
}
