/** The expressions of a spec as trees: where they stand, and how to walk them. */
import type { ExpressionNode } from '../analysis/expressions/node.ts';
import { parseTree } from '../analysis/expressions/parse.ts';
import type { WrittenSpec } from '../spec/written-spec.ts';
import type { YamlPath } from '../yaml/document.ts';
import { isRecord, listOf, recordOf, textOf } from './written-choice.ts';

export interface WrittenExpression {
  readonly text: string;
  readonly tree: ExpressionNode;
  readonly path: YamlPath;
}

/** The expressions of a step: a condition, the conditions of levels, or the values of derived columns. */
export function stepExpressions(word: string, options: unknown, path: YamlPath): readonly WrittenExpression[] {
  const inside: YamlPath = [...path, word];
  if (word === 'keep' || word === 'drop') return expression(options, 'where', inside);
  const columns = Object.entries(recordOf(options));
  if (word === 'derive') return columns.flatMap(([name, one]) => expression(one, 'value', [...inside, name]));
  if (word !== 'classify') return [];
  return columns.flatMap(([name, one]) =>
    listOf(recordOf(one).levels).flatMap((level, index) =>
      isRecord(level) ? expression(level, 'where', [...inside, name, 'levels', index]) : [],
    ),
  );
}

/** The conditions that choose rows of a sample after its steps: of models, of groups of summaries and splits. */
export function groupExpressions(
  written: WrittenSpec,
  sample: string,
  samplesOf: SamplesOf,
): readonly WrittenExpression[] {
  const of = (section: string, value: unknown, groups: boolean): readonly WrittenExpression[] =>
    Object.entries(recordOf(value)).flatMap(([name, entry]) => {
      if (samplesOf(section, name) !== sample) return [];
      const path: YamlPath = [section, name];
      if (!groups) return isRecord(entry) ? expression(entry, 'where', path) : [];
      return Object.entries(recordOf(recordOf(entry).groups)).flatMap(([group, one]) =>
        isRecord(one) ? expression(one, 'where', [...path, 'groups', group]) : [],
      );
    });
  return [
    ...of('models', written.at(['models']), false),
    ...of('summaries', written.at(['summaries']), true),
    ...of('splits', written.at(['splits']), true),
  ];
}

/** The sample behind an entry of a section. */
export type SamplesOf = (section: string, name: string) => string | undefined;

function expression(value: unknown, key: string, path: YamlPath): readonly WrittenExpression[] {
  const direct = textOf(value);
  const text = direct ?? textOf(recordOf(value)[key]);
  if (text === undefined) return [];
  return [{ text, tree: parseTree(text), path: direct === undefined ? [...path, key] : path }];
}

/** A node and all below it. */
export function* nodesOf(node: ExpressionNode): Iterable<ExpressionNode> {
  yield node;
  for (const part of partsOf(node)) yield* nodesOf(part);
}

function partsOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case 'number':
    case 'text':
    case 'variable':
      return [];
    case 'negative':
    case 'not':
    case 'is missing':
    case 'in':
      return [node.of];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'call':
      return node.parts;
    default:
      return [node.left, node.right];
  }
}

/** The columns that derive steps make, with the trees of their values; of one name in several samples the last. */
export function derivedColumns(written: WrittenSpec): ReadonlyMap<string, WrittenExpression> {
  const found = new Map<string, WrittenExpression>();
  for (const [sample, value] of Object.entries(recordOf(written.at(['samples'])))) {
    for (const [index, step] of listOf(recordOf(value).steps).entries()) {
      const columns = recordOf(recordOf(step).derive);
      const path: YamlPath = ['samples', sample, 'steps', index, 'derive'];
      for (const [name, one] of Object.entries(columns)) {
        for (const derived of expression(one, 'value', [...path, name])) found.set(name, derived);
      }
    }
  }
  return found;
}
