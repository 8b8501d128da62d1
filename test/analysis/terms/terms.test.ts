/** Terms: columns, names, levels, derivatives, points. */
import { describe, expect, it } from 'vitest';
import { selectRows } from '../../../src/analysis/data/frame.ts';
import { factorTerm } from '../../../src/analysis/terms/factor.ts';
import { interactionTerm } from '../../../src/analysis/terms/interaction.ts';
import { powerTerm } from '../../../src/analysis/terms/power.ts';
import { termSchema } from '../../../src/analysis/terms/registry.ts';
import type { Point, Term } from '../../../src/analysis/terms/term.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { Failure } from '../../../src/errors/failure.ts';
import type { Block } from '../../../src/numerics/block.ts';
import { denseColumns } from '../../../src/numerics/block-kernels.ts';
import { categorical, frameOf, numeric } from '../estimators/toy-frame.ts';

const frame = frameOf(
  numeric('x', [2, -1, 0.5, 3]),
  numeric('z', [1, 2, 3, 4]),
  numeric('year', [2014, 2012, 2014, 2016]),
  categorical('g', ['low', 'mid', 'high'], [0, 1, 2, 1], 'mid'),
  categorical('d', ['no', 'yes'], [0, 1, 1, 0]),
  categorical('half', ['a', 'b', 'unseen'], [0, 1, 0, 1]),
);

const dense = (block: Block | null): number[][] | null => block && denseColumns([block]).map((column) => [...column]);
const ids = (term: Term): string[] => term.bind(frame).columns.map((column) => column.id);

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a variable', () => {
  it('is its column when numeric', () => {
    const bound = variableTerm('x').bind(frame);
    expect(ids(variableTerm('x'))).toEqual(['x']);
    expect(dense(bound.block(frame))).toEqual([[2, -1, 0.5, 3]]);
    expect(dense(bound.derivative(frame, 'x'))).toEqual([[1, 1, 1, 1]]);
    expect(bound.derivative(frame, 'z')).toBeNull();
  });

  it("is its indicators against the codebook's reference when categorical", () => {
    const bound = variableTerm('g').bind(frame);
    expect(bound.columns.map(({ id, level, reference }) => [id, level, reference])).toEqual([
      ['g=low', 'low', 'mid'],
      ['g=high', 'high', 'mid'],
    ]);
    expect(dense(bound.block(frame))).toEqual([
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect(bound.derivative(frame, 'g')).toBeNull();
  });

  it('keeps a declared level that no row has as a column of zeros', () => {
    const bound = variableTerm('half').bind(frame);
    expect(bound.columns.map(({ id }) => id)).toEqual(['half=b', 'half=unseen']);
    expect(dense(bound.block(frame))).toEqual([
      [0, 1, 0, 1],
      [0, 0, 0, 0],
    ]);
  });

  it('that does not exist is E-DATA-COLUMN with the nearest name', () => {
    expect(failureOf(() => variableTerm('yaer').bind(frame)).message).toContain('nearest: "year"');
  });

  it('missing codes are refused: the design takes them out before', () => {
    const gaps = frameOf(categorical('g', ['low', 'mid', 'high'], [0, -1], 'mid'));
    expect(failureOf(() => variableTerm('g').bind(gaps).block(gaps)).code).toBe('E-DATA-LEVEL');
  });
});

describe('a factor', () => {
  it('takes another reference; levels keep their order', () => {
    expect(ids(factorTerm('g', 'high'))).toEqual(['g=low', 'g=mid']);
    expect(ids(factorTerm('d'))).toEqual(['d=yes']);
  });

  it('of a numeric column has its values in ascending order, frozen to the bound frame', () => {
    const bound = factorTerm('year', '2014').bind(frame);
    expect(bound.columns.map(({ id }) => id)).toEqual(['year=2012', 'year=2016']);
    expect(dense(bound.block(frame))).toEqual([
      [0, 1, 0, 0],
      [0, 0, 0, 1],
    ]);
    expect(dense(bound.block(selectRows(frame, Int32Array.of(3, 0))))).toEqual([
      [0, 0],
      [1, 0],
    ]);
    const other = frameOf(numeric('year', [2018]));
    expect(failureOf(() => bound.block(other)).code).toBe('E-DATA-LEVEL');
  });

  it('with an unknown reference is E-SPEC-NAME with the nearest level', () => {
    const failure = failureOf(() => factorTerm('g', 'hihg').bind(frame));
    expect(failure.code).toBe('E-SPEC-NAME');
    expect(failure.message).toContain('nearest: "high"');
  });
});

describe('a power', () => {
  it('is x^p with derivative p x^(p-1)', () => {
    const bound = powerTerm('x', 3).bind(frame);
    expect(bound.columns[0]!.id).toBe('x^3');
    expect(dense(bound.block(frame))).toEqual([[8, -1, 0.125, 27]]);
    expect(dense(bound.derivative(frame, 'x'))).toEqual([[12, 3, 0.75, 27]]);
    expect(bound.derivative(frame, 'z')).toBeNull();
  });

  it('of a categorical column is refused', () => {
    expect(failureOf(() => powerTerm('g', 2).bind(frame)).code).toBe('E-DATA-COLUMN');
  });
});

describe('an interaction', () => {
  const product = (...names: string[]): Term => interactionTerm(names.map(variableTerm));

  it('of numbers is their product; its derivative follows the product rule', () => {
    const bound = interactionTerm([variableTerm('x'), powerTerm('x', 2), variableTerm('z')]).bind(frame);
    expect(bound.columns.map(({ id, variables }) => [id, variables])).toEqual([['x:x^2:z', ['x', 'z']]]);
    expect(dense(bound.block(frame))).toEqual([[8, -2, 0.375, 108]]);
    expect(dense(bound.derivative(frame, 'x'))).toEqual([[12, 6, 2.25, 108]]);
    expect(dense(bound.derivative(frame, 'z'))).toEqual([[8, -1, 0.125, 27]]);
    expect(bound.derivative(frame, 'year')).toBeNull();
  });

  it('of a factor and a number has a column per level', () => {
    const bound = product('g', 'x').bind(frame);
    expect(bound.columns.map(({ id }) => id)).toEqual(['g=low:x', 'g=high:x']);
    expect(dense(bound.block(frame))).toEqual([
      [2, 0, 0, 0],
      [0, 0, 0.5, 0],
    ]);
    expect(dense(bound.derivative(frame, 'x'))).toEqual([
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect(ids(product('x', 'g'))).toEqual(['x:g=low', 'x:g=high']);
  });

  it('of two factors has a column per pair of levels', () => {
    const bound = product('g', 'half').bind(frame);
    expect(bound.columns.map(({ id }) => id)).toEqual([
      'g=low:half=b',
      'g=low:half=unseen',
      'g=high:half=b',
      'g=high:half=unseen',
    ]);
    expect(
      dense(bound.block(frame))!
        .flat()
        .reduce((sum, value) => sum + value, 0),
    ).toBe(0);
    expect(dense(product('d', 'half').bind(frame).block(frame))).toEqual([
      [0, 1, 0, 0],
      [0, 0, 0, 0],
    ]);
  });
});

describe('at a point', () => {
  const point: Point = new Map<string, number | Float64Array>([
    ['x', 1.5],
    ['z', 2],
    ['g', Float64Array.of(0.2, 0.5, 0.3)],
    ['year', 2016],
  ]);

  it('a power is the power of the number, a factor its shares, a product the product', () => {
    expect([...variableTerm('x').bind(frame).at(point)]).toEqual([1.5]);
    expect([...powerTerm('x', 2).bind(frame).at(point)]).toEqual([2.25]);
    expect([...powerTerm('x', 2).bind(frame).derivativeAt(point, 'x')]).toEqual([3]);
    expect([...variableTerm('g').bind(frame).at(point)]).toEqual([0.2, 0.3]);
    expect([...factorTerm('year').bind(frame).at(point)]).toEqual([0, 1]);
    const bound = interactionTerm(['g', 'x', 'z'].map(variableTerm)).bind(frame);
    expect([...bound.at(point)].map((value) => Number(value.toFixed(12)))).toEqual([0.6, 0.9]);
    expect([...bound.derivativeAt(point, 'x')]).toEqual([0.4, 0.6]);
    expect([...bound.derivativeAt(point, 'g')]).toEqual([0, 0]);
  });

  it('derivatives at a point are those of at()', () => {
    const bound = interactionTerm([variableTerm('g'), powerTerm('x', 3), variableTerm('x')]).bind(frame);
    const shifted = (h: number) => bound.at(new Map(point).set('x', 1.5 + h));
    const [low, high] = [shifted(-1e-5), shifted(1e-5)];
    bound.derivativeAt(point, 'x').forEach((value, j) => {
      expect((high[j]! - low[j]!) / 2e-5).toBeCloseTo(value, 7);
    });
  });

  it('a variable without a value is E-FIT-IDENTIFICATION', () => {
    for (const term of [variableTerm('x'), powerTerm('x', 2), variableTerm('g')]) {
      expect(failureOf(() => term.bind(frame).at(new Map())).code).toBe('E-FIT-IDENTIFICATION');
    }
  });
});

describe('in a spec', () => {
  const idsOf = (spec: unknown): string[] => ids(termSchema.parse(spec));

  it('a bare word is a column, a mapping a choice', () => {
    expect(idsOf('g')).toEqual(['g=low', 'g=high']);
    expect(idsOf({ factor: 'd' })).toEqual(['d=yes']);
    expect(idsOf({ factor: { of: 'year', reference: 2012 } })).toEqual(['year=2014', 'year=2016']);
    expect(idsOf({ power: { of: 'x', exponent: 2 } })).toEqual(['x^2']);
    expect(idsOf({ interaction: ['x', { interaction: ['d', { power: { of: 'z', exponent: 2 } }] }] })).toEqual([
      'x:d=yes:z^2',
    ]);
  });

  it.each([
    [{ powr: { of: 'x', exponent: 2 } }],
    [{ power: { of: 'x', exponent: 1.5 } }],
    [{ power: { of: 'x' } }],
    [{ interaction: ['x'] }],
    [{ factor: { of: 'd', referenc: 'no' } }],
    [''],
    [3],
  ])('%j is refused', (spec) => {
    expect(termSchema.safeParse(spec).success).toBe(false);
  });
});
