/** Small deterministic frames for tests. */
import type { CategoricalColumn, Column, NumericColumn } from '../../../src/analysis/data/column.ts';
import type { Frame } from '../../../src/analysis/data/frame.ts';

export function numeric(name: string, values: readonly number[] | Float64Array): NumericColumn {
  return {
    kind: 'numeric',
    info: { name, label: { en: name }, private: false },
    values: Float64Array.from(values),
    low: null,
  };
}

export function categorical(
  name: string,
  levels: readonly string[],
  codes: readonly number[],
  reference?: string,
): CategoricalColumn {
  return {
    kind: 'categorical',
    info: { name, label: { en: name }, private: false, ...(reference !== undefined && { reference }) },
    codes: Int32Array.from(codes),
    levels: levels.map((level) => ({ name: level, label: { en: level } })),
  };
}

export function frameOf(...columns: readonly Column[]): Frame {
  const [first] = columns;
  const rows = first!.kind === 'numeric' ? first!.values.length : first!.codes.length;
  return { rows, columns: new Map(columns.map((column) => [column.info.name, column])) };
}

/** Numbers in [0, 1) from a linear congruence: the same on every machine. */
export function uniforms(count: number, seed: number): number[] {
  let state = seed >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}

/** A survey of `rows` people: x, a factor g of three levels, weights w (1 to 3), v, and outcomes of every kind. */
export function survey(rows = 80): Frame {
  const [a, b, c, d] = [11, 22, 33, 44].map((seed) => uniforms(rows, seed));
  const x = a!.map((u) => 20 + 40 * u);
  const g = b!.map((u) => Math.floor(3 * u));
  const index = x.map((value, i) => (value - 40) / 15 + [0, 0.5, -0.4][g[i]!]!);
  const noise = c!.map((u) => Math.log(u + 0.01) - Math.log(1.01 - u));
  return frameOf(
    numeric('x', x),
    categorical('g', ['a', 'b', 'c'], g, 'b'),
    numeric(
      'w',
      d!.map((u) => 1 + Math.floor(3 * u)),
    ),
    numeric(
      'v',
      d!.map((u) => 0.3 + 2 * u),
    ),
    numeric(
      'number',
      index.map((value, i) => 3 + value + noise[i]!),
    ),
    numeric(
      'binary',
      index.map((value, i) => (value + noise[i]! > 0 ? 1 : 0)),
    ),
    numeric(
      'share',
      index.map((value, i) => 1 / (1 + Math.exp(-value - noise[i]!))),
    ),
    numeric(
      'count',
      index.map((value, i) => Math.floor(Math.exp(0.5 * value + 0.4 * noise[i]! + 0.8))),
    ),
    numeric(
      'positive',
      index.map((value, i) => Math.exp(0.4 * value + 0.3 * noise[i]! + 1)),
    ),
    numeric(
      'cost',
      index.map((value, i) => (i % 3 === 0 ? 0 : Math.exp(0.4 * value + 0.3 * noise[i]! + 1))),
    ),
  );
}
