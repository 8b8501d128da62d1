/** Columns that a recipe makes: plain names as labels, nothing private, since nobody answered. */
import { Failure } from '../../errors/failure.ts';
import type { CategoricalColumn, ColumnInfo, NumericColumn } from '../data/column.ts';
import type { Frame } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import type { Parameter } from './recipe.ts';

export function numericColumn(name: string, values: Float64Array): NumericColumn {
  return { kind: 'numeric', info: info(name), values, low: null };
}

/** Codes index `levels`; -1 is missing. */
export function categoricalColumn(name: string, codes: Int32Array, levels: readonly string[]): CategoricalColumn {
  return {
    kind: 'categorical',
    info: info(name),
    codes,
    levels: levels.map((level) => ({ name: level, label: { en: level } })),
  };
}

/** The value of a parameter at every row. */
export function parameterValues(parameter: Parameter, frame: Frame): (row: number) => number {
  if (typeof parameter === 'number') return () => parameter;
  const values = expressionValues(parameter, frame);
  return (row) => values[row]!;
}

/** The values of an expression, a condition as 1 and 0; E-SPEC-VALUE when it gives categories. */
export function expressionValues(expression: Expression, frame: Frame): Float64Array {
  const column = expression.evaluate(frame);
  if (column.kind === 'numeric') return column.values;
  throw new Failure('E-SPEC-VALUE', { finding: `"${expression.text}" gives categories where a number is needed` });
}

/** The columns that parameters read. */
export function parameterVariables(parameters: readonly (Parameter | undefined | null)[]): string[] {
  return parameters.flatMap((parameter) =>
    parameter == null || typeof parameter === 'number' ? [] : parameter.variables,
  );
}

function info(name: string): ColumnInfo {
  return { name, label: { en: name }, private: false };
}
