/** A simulated frame -> the texts of a raw survey file. */
import { Failure } from '../../errors/failure.ts';
import { formatFixed } from '../../numerics/decimal.ts';
import type { Column } from '../data/column.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import { expressionValues } from './columns.ts';
import type { OutputColumn } from './recipe.ts';

/** One text per row: blank where the value is missing or the question was skipped, a missing code where one is asked. */
export function encode(output: OutputColumn, frame: Frame): string[] {
  const text = cellText(output, frame);
  const asked = output.where === null ? null : expressionValues(output.where, frame);
  const missing = output.missing.map(({ where, code }) => ({ holds: expressionValues(where, frame), code }));
  return Array.from({ length: frame.rows }, (_, row) => {
    if (asked !== null && asked[row] !== 1) return '';
    return missing.find(({ holds }) => holds[row] === 1)?.code ?? text(row);
  });
}

function cellText({ name, source }: OutputColumn, frame: Frame): (row: number) => string {
  if (source.kind === 'constant') return () => source.text;
  if (source.kind === 'sequence') return (row) => String(source.first + row);
  const column = getColumn(frame, source.of);
  if (column.kind === 'numeric') return (row) => formatFixed(column.values[row]!, source.decimals);
  const codes = column.levels.map((level) => rawCode(name, level.name, source.codes, column));
  return (row) => codes[column.codes[row]!] ?? '';
}

function rawCode(name: string, level: string, codes: ReadonlyMap<string, string> | null, column: Column): string {
  const code = codes === null ? level : codes.get(level);
  if (code !== undefined) return code;
  throw new Failure('E-SPEC-NAME', {
    place: { path: `columns.${name}.codes` },
    finding: `no code for level "${level}" of "${column.info.name}"`,
  });
}
