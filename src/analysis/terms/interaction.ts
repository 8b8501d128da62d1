/** The product of terms: every column of one times every column of the other. */
import type { Block } from '../../numerics/block.ts';
import { productBlock } from '../../numerics/block-kernels.ts';
import type { BoundTerm, DesignColumn, Term } from './term.ts';
import { enteringVariables, requiredVariables } from './term-variables.ts';

/** The term `a:b:...` of two or more terms; the columns of the last term vary fastest. */
export function interactionTerm(terms: readonly Term[]): Term {
  const made = [...new Map(terms.flatMap((term) => term.makes ?? []).map((one) => [one.name, one])).values()];
  return {
    name: terms.map((term) => term.name).join(':'),
    variables: [...new Set(terms.flatMap((term) => term.variables))],
    ...(made.length > 0 && { makes: made, maybeMissing: maybeMissingOf(terms), enters: enteringOf(terms) }),
    bind(frame) {
      const [first, ...rest] = terms.map((term) => term.bind(frame));
      return rest.reduce(bindProduct, first!);
    },
  };
}

function enteringOf(terms: readonly Term[]): string[] {
  return [...new Set(terms.flatMap(enteringVariables))];
}

/** What may be missing for one term may still be needed by another. */
function maybeMissingOf(terms: readonly Term[]): string[] {
  const needed = new Set(terms.flatMap(requiredVariables));
  return [...new Set(terms.flatMap((term) => term.maybeMissing ?? []))].filter((name) => !needed.has(name));
}

/** Columns `a:b`; derivatives by the product rule, at a point the product of the parts at the point. */
function bindProduct(a: BoundTerm, b: BoundTerm): BoundTerm {
  return {
    columns: a.columns.flatMap((left) => b.columns.map((right) => productColumn(left, right))),
    block: (frame) => productBlock(a.block(frame), b.block(frame)),
    derivative(frame, variable) {
      const da = a.derivative(frame, variable);
      const db = b.derivative(frame, variable);
      const parts: Block[] = [];
      if (da !== null) parts.push(productBlock(da, b.block(frame)));
      if (db !== null) parts.push(productBlock(a.block(frame), db));
      const [left, right] = parts;
      return left === undefined ? null : right === undefined ? left : sumOfValues(left, right);
    },
    at: (point) => outer(a.at(point), b.at(point)),
    derivativeAt(point, variable) {
      const left = outer(a.derivativeAt(point, variable), b.at(point));
      const right = outer(a.at(point), b.derivativeAt(point, variable));
      return left.map((value, j) => value + right[j]!);
    },
  };
}

/** Two blocks of one product have the same codes, so only their values are added. */
function sumOfValues(a: Block, b: Block): Block {
  const values = new Float64Array(a.rows);
  for (let i = 0; i < values.length; i++) values[i] = (a.values?.[i] ?? 1) + (b.values?.[i] ?? 1);
  return { rows: a.rows, width: a.width, codes: a.codes, values, low: null };
}

function productColumn(a: DesignColumn, b: DesignColumn): DesignColumn {
  return {
    id: `${a.id}:${b.id}`,
    label: { en: `${a.label.en} × ${b.label.en}`, zh: `${a.label.zh ?? a.label.en} × ${b.label.zh ?? b.label.en}` },
    variables: [...new Set([...a.variables, ...b.variables])],
  };
}

function outer(a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(a.length * b.length);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) product[i * b.length + j] = a[i]! * b[j]!;
  return product;
}
