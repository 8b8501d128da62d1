/** The parts of a recipe -> a Recipe whose every name is known to be made before it is read. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Text } from '../../results/text.ts';
import type { Expression } from '../expressions/expression.ts';
import type { OutputColumn, Recipe, Setting, SimulationStep } from './recipe.ts';

export interface OutputParts {
  readonly of?: string;
  readonly sequence?: number;
  readonly constant?: string;
  readonly decimals: number;
  readonly codes?: ReadonlyMap<string, string>;
  readonly where?: Expression;
  readonly missing: readonly { readonly where: Expression; readonly code: string }[];
}

export interface RecipeParts {
  readonly label: Text;
  readonly rows: number;
  readonly seed: number;
  readonly exactWhere?: NonNullable<Setting['core']>;
  readonly steps: readonly SimulationStep[];
  readonly columns: Readonly<Record<string, OutputParts>>;
}

/** Throws E-SPEC-NAME for a column that is read before it is made, E-SPEC-VALUE for one that is made twice. */
export function assembleRecipe(parts: RecipeParts): Recipe {
  const made = new Set<string>();
  parts.steps.forEach((step, index) => {
    for (const name of step.reads) requireMade(made, name, `steps[${index}]`);
    for (const name of step.creates) {
      if (made.has(name))
        throw new Failure('E-SPEC-VALUE', { finding: `steps[${index}] makes column "${name}" a second time` });
      made.add(name);
    }
  });
  const columns = Object.entries(parts.columns).map(([name, column]) => outputColumn(name, column, made));
  const core = parts.exactWhere ?? null;
  if (core !== null) requireMade(made, core.column, 'exact_where');
  return { label: parts.label, rows: parts.rows, seed: parts.seed, core, steps: parts.steps, columns };
}

function requireMade(made: ReadonlySet<string>, name: string, place: string): void {
  if (made.has(name)) return;
  const accepted = nearestHint(name, made);
  throw new Failure('E-SPEC-NAME', {
    finding: `${place} reads column "${name}", which no earlier step makes`,
    ...(accepted && { accepted }),
  });
}

function outputColumn(name: string, parts: OutputParts, made: ReadonlySet<string>): OutputColumn {
  const asked = [parts.of, parts.sequence, parts.constant].filter((part) => part !== undefined);
  if (asked.length > 1) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `column "${name}" has two sources`,
      accepted: 'one of of, sequence, constant',
    });
  }
  const place = `columns.${name}`;
  for (const { variables } of [
    ...(parts.where === undefined ? [] : [parts.where]),
    ...parts.missing.map((m) => m.where),
  ]) {
    for (const variable of variables) requireMade(made, variable, place);
  }
  return { name, source: sourceOf(name, parts, made), where: parts.where ?? null, missing: parts.missing };
}

function sourceOf(name: string, parts: OutputParts, made: ReadonlySet<string>): OutputColumn['source'] {
  if (parts.sequence !== undefined) return { kind: 'sequence', first: parts.sequence };
  if (parts.constant !== undefined) return { kind: 'constant', text: parts.constant };
  const of = parts.of ?? name;
  requireMade(made, of, `columns.${name}`);
  return { kind: 'column', of, decimals: parts.decimals, codes: parts.codes ?? null };
}
