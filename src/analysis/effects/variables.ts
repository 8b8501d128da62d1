/** The variables behind the columns of an expectation: what an effect can be of. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Text } from '../../results/text.ts';
import { getColumn } from '../data/frame.ts';
import type { DesignColumn } from '../terms/term.ts';
import { enteringVariables } from '../terms/term-variables.ts';
import type { Ground } from './ground.ts';
import type { Subject } from './inference.ts';

/** A variable that is differentiated, or a factor whose levels are compared with the reference level. */
export interface Explanatory {
  readonly variable: string;
  readonly label: Text;
  /** null for a numeric variable; else every level but the reference, in the order of the data's declaration */
  readonly levels: readonly { readonly name: string; readonly label: Text }[] | null;
  readonly reference: string;
  readonly referenceLabel: Text;
}

/**
 * The variables of an expectation in the order they enter its equations, or those asked for in the order asked.
 * E-SPEC-NAME for a name that does not enter.
 */
export function explanatoryVariables(ground: Ground, asked: readonly string[] | undefined): readonly Explanatory[] {
  const columns = ground.equations.flatMap(({ design }) => design.columns);
  const omitted = ground.equations.flatMap((equation) => equation.omitted.map(({ term }) => term));
  const terms = ground.equations.flatMap(({ design }) => design.equation.terms);
  const entered = new Set(terms.flatMap(enteringVariables));
  const shown = new Set(terms.filter((term) => !term.fixedEffect).flatMap(enteringVariables));
  const known = [...entered].filter(
    (variable) =>
      columns.some((column) => column.variables.includes(variable)) ||
      omitted.some((term) => term === variable || term.startsWith(`${variable}=`)),
  );
  for (const name of asked ?? []) {
    if (known.includes(name)) continue;
    const accepted = nearestHint(name, known);
    throw new Failure('E-SPEC-NAME', {
      finding: `no variable "${name}" among the terms of "${ground.expectation.name}"`,
      ...(accepted && { accepted }),
    });
  }
  return (asked ?? known.filter((variable) => shown.has(variable))).map((variable) =>
    explanatory(ground, columns, variable),
  );
}

function explanatory(ground: Ground, columns: readonly DesignColumn[], variable: string): Explanatory {
  const column = getColumn(ground.frame, variable);
  const own = columns.filter((candidate) => candidate.variables.length === 1 && candidate.variables[0] === variable);
  const indicators = own.filter((candidate) => candidate.level !== undefined);
  const { label } = column.info;
  const nothing = { variable, label, levels: null, reference: '', referenceLabel: label };
  if (column.kind === 'categorical') {
    const reference = indicators[0]?.reference ?? column.info.reference ?? column.levels[0]?.name ?? '';
    const at = column.levels.find((level) => level.name === reference);
    const levels = column.levels.filter((level) => level !== at);
    return { variable, label, levels, reference, referenceLabel: at?.label ?? { en: reference } };
  }
  const [first] = indicators;
  if (first === undefined) return nothing;
  const named = new Map(indicators.map(({ level, levelLabel }) => [level!, levelLabel ?? { en: level! }]));
  for (const { omitted } of ground.equations) {
    for (const { term } of omitted) {
      const level = term.startsWith(`${variable}=`) ? term.slice(variable.length + 1) : '';
      if (level !== '' && !level.includes(':') && !named.has(level)) named.set(level, { en: level });
    }
  }
  const levels = [...named].map(([name, text]) => ({ name, label: text }));
  const reference = first.reference ?? '';
  return { variable, label, levels, reference, referenceLabel: first.referenceLabel ?? { en: reference } };
}

/** The subject of a numeric variable's effect. */
export function numericSubject({ variable, label }: Explanatory): Subject {
  return { term: variable, label, variable };
}

/** The subject of a level's effect against the reference level: term `x=level`. */
export function levelSubject(
  { variable, label, reference }: Explanatory,
  level: { name: string; label: Text },
): Subject {
  const term = `${variable}=${level.name}`;
  return { term, label: levelText(label, level.label), variable, level: level.name, reference };
}

/** "variable: level" in both languages. */
export function levelText(variable: Text, level: Text): Text {
  return { en: `${variable.en}: ${level.en}`, zh: `${variable.zh ?? variable.en}：${level.zh ?? level.en}` };
}

/** Why an effect has no number: one of the equations had to leave the column out. */
export function omittedReason(ground: Ground, term: string): string | undefined {
  for (const { omitted, name } of ground.equations) {
    const found = omitted.find((candidate) => candidate.term === term);
    if (found !== undefined) return `${found.reason} in ${name}${found.detail === '' ? '' : `: ${found.detail}`}`;
  }
  return undefined;
}
