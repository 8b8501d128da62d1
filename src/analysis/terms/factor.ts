/** A factor: one indicator column per level other than the reference, kept as codes. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { factorBlock } from '../../numerics/block.ts';
import type { Column, Level, NumericColumn } from '../data/column.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import type { BoundTerm, DesignColumn, Point, Term } from './term.ts';

/** The term whose columns are the indicators of a variable's levels against `reference` (default: the codebook's). */
export function factorTerm(variable: string, reference?: string): Term {
  return {
    name: `factor(${variable})`,
    variables: [variable],
    bind(frame) {
      const column = getColumn(frame, variable);
      return bindFactor(column, reference ?? column.info.reference);
    },
  };
}

/**
 * Binds a column as a factor. A categorical column has a column for every declared level, also for one that no row has (the
 * estimator reports it as an empty level); a numeric column has one for every value of the bound frame, in ascending order.
 * The reference is the first level unless it is named; when no row has it, the first level that has rows takes its place, and
 * the declared one becomes an empty level. Columns are `x=level`; the derivative does not exist.
 * Throws E-SPEC-NAME for a reference that is no level; block() throws E-DATA-LEVEL for a value unseen when it was bound.
 */
export function bindFactor(column: Column, reference: string | undefined): BoundTerm {
  const { name, label } = column.info;
  const levels = column.kind === 'categorical' ? column.levels : valuesAsLevels(column);
  const base = levelWithRows(column, baseLevel(levels, reference, name));
  const shown = levels.filter((_, code) => code !== base);
  const width = shown.length;
  const columnOfLevel = levels.map((_, code) => (code === base ? -1 : code < base ? code : code - 1));
  const codeOfValue = new Map(
    column.kind === 'numeric' ? distinctValues(column.values).map((value, code) => [value, code]) : [],
  );

  const columns = shown.map((level): DesignColumn => {
    const { name: referenceName, label: referenceLabel } = levels[base]!;
    return {
      id: `${name}=${level.name}`,
      label: {
        en: `${label.en}: ${level.label.en}`,
        zh: `${label.zh ?? label.en}：${level.label.zh ?? level.label.en}`,
      },
      variables: [name],
      variableLabel: label,
      level: level.name,
      levelLabel: level.label,
      reference: referenceName,
      referenceLabel,
    };
  });

  function codesIn(frame: Frame): Int32Array {
    const current = getColumn(frame, name);
    const codes = new Int32Array(frame.rows);
    for (let i = 0; i < codes.length; i++) {
      const code = current.kind === 'categorical' ? current.codes[i]! : codeOfValue.get(current.values[i]! + 0);
      if (code === undefined || columnOfLevel[code] === undefined) throw unseen(name);
      codes[i] = columnOfLevel[code]!;
    }
    return codes;
  }

  function sharesAt(point: Point): Float64Array {
    const value = point.get(name);
    if (value instanceof Float64Array && value.length === levels.length) return value;
    const shares = new Float64Array(levels.length);
    const code = typeof value === 'number' ? codeOfValue.get(value + 0) : undefined;
    if (code === undefined) {
      throw new Failure('E-FIT-IDENTIFICATION', { finding: `the point has no shares of the levels of "${name}"` });
    }
    shares[code] = 1;
    return shares;
  }

  return {
    columns,
    block: (frame) => factorBlock(codesIn(frame), width),
    derivative: () => null,
    at: (point) => sharesAt(point).filter((_, code) => code !== base),
    derivativeAt: () => new Float64Array(width),
  };
}

function baseLevel(levels: readonly Level[], reference: string | undefined, variable: string): number {
  if (levels.length === 0) {
    throw new Failure('E-DATA-LEVEL', {
      finding: `"${variable}" has no levels`,
      remedy: 'declare them in the codebook',
    });
  }
  if (reference === undefined) return 0;
  const base = levels.findIndex((level) => level.name === reference);
  if (base >= 0) return base;
  const names = levels.map((level) => level.name);
  throw new Failure('E-SPEC-NAME', {
    finding: `"${variable}" has no level "${reference}"`,
    accepted: nearestHint(reference, names) ?? `levels: ${names.slice(0, 12).join(', ')}`,
  });
}

/** The reference, or where no row has it the first level with rows: an effect against an absent level means nothing. */
function levelWithRows(column: Column, base: number): number {
  if (column.kind === 'numeric' || column.codes.includes(base)) return base;
  const present = column.codes.reduce((least, code) => (code >= 0 && (least < 0 || code < least) ? code : least), -1);
  return present < 0 ? base : present;
}

// Adding zero turns -0 into 0, which are one level.
function distinctValues(values: Float64Array): readonly number[] {
  const distinct = new Set<number>();
  for (const value of values) if (!Number.isNaN(value)) distinct.add(value + 0);
  return [...distinct].sort((a, b) => a - b);
}

/** The values of a numeric column as levels, named as the file wrote them. */
function valuesAsLevels({ values, texts }: NumericColumn): readonly Level[] {
  return distinctValues(values).map((value) => {
    const name = texts?.get(value) ?? String(value);
    return { name, label: { en: name } };
  });
}

function unseen(variable: string): Failure {
  return new Failure('E-DATA-LEVEL', { finding: `"${variable}" has a value that the model was not bound to` });
}
