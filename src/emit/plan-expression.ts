/** An expression of a spec for translation: its tree, the columns that it reads, and the kind of its value. */
import type { ExpressionNode } from '../analysis/expressions/node.ts';
import { parseTree } from '../analysis/expressions/parse.ts';
import type { Condition, Kind, PlanColumns } from './plan.ts';
import { textOf } from './written.ts';

/** The spec has been validated, so that the text parses. */
export function conditionOf(text: unknown): Condition {
  const written = textOf(text);
  return { text: written, tree: parseTree(written) };
}

/** Whether a tree is a number, a condition or a category, as far as it can be known without data. */
export function kindOf(node: ExpressionNode, columns: PlanColumns): Kind {
  switch (node.kind) {
    case 'number':
    case 'negative':
    case 'arithmetic':
    case 'call':
      return 'number';
    case 'text':
      return 'category';
    case 'variable':
      return columns.get(node.name)?.kind ?? 'unknown';
    case 'if': {
      const sides = [kindOf(node.then, columns), kindOf(node.otherwise, columns)];
      if (sides.includes('category')) return 'category';
      return sides.includes('unknown') ? 'unknown' : 'number';
    }
    default:
      return 'truth';
  }
}

/** The level names that a category made by a choice between texts can have, in the order of the program. */
export function levelsOfChoice(node: ExpressionNode, columns: PlanColumns): readonly string[] | undefined {
  if (node.kind === 'text') return [node.value];
  if (node.kind === 'variable') return columns.get(node.name)?.levels;
  if (node.kind !== 'if') return undefined;
  const [then, otherwise] = [levelsOfChoice(node.then, columns), levelsOfChoice(node.otherwise, columns)];
  return then && otherwise && [...new Set([...then, ...otherwise])];
}
