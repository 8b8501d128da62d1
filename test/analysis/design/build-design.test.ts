/** Designs: rows and why they left, weights, outcomes, counterfactual frames, columns and rows left out. */
import { describe, expect, it } from 'vitest';
import { withColumn } from '../../../src/analysis/data/frame.ts';
import type { RowCondition } from '../../../src/analysis/data/row-condition.ts';
import { buildDesign } from '../../../src/analysis/design/build-design.ts';
import { allOf, positive } from '../../../src/analysis/design/conditions.ts';
import type { Equation } from '../../../src/analysis/design/design.ts';
import { interactionTerm } from '../../../src/analysis/terms/interaction.ts';
import { powerTerm } from '../../../src/analysis/terms/power.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { Failure } from '../../../src/errors/failure.ts';
import { denseColumns } from '../../../src/numerics/block-kernels.ts';
import { categorical, frameOf, numeric } from '../estimators/toy-frame.ts';

const NONE = Number.NaN;
const sample = frameOf(
  numeric('y', [1, 2, NONE, 4, 5, 6, 7, 8]),
  numeric('x', [1, NONE, NONE, 2, 3, 4, 5, 6]),
  categorical('g', ['a', 'b', 'c'], [0, 1, 2, 0, -1, 2, 1, 0], 'b'),
  categorical('d', ['no', 'yes'], [0, 1, 0, 1, 0, 1, 0, 1], 'yes'),
  numeric('w', [1, 1, 1, 2, 1, 3, 0, 2]),
  categorical('cluster', ['p', 'q'], [0, 0, 1, 1, 0, 1, 0, -1]),
  numeric('age', [10, 20, 30, 40, 50, 60, 70, 80]),
);

function equation(more: Partial<Equation> = {}): Equation {
  return {
    name: 'amount',
    label: { en: 'Amount' },
    outcome: 'y',
    terms: [variableTerm('x'), variableTerm('g')],
    intercept: true,
    requires: [],
    ...more,
  };
}

const over = (age: number): RowCondition => ({
  text: `age > ${age}`,
  variables: ['age'],
  holds(frame) {
    const column = frame.columns.get('age')!;
    return Uint8Array.from({ length: frame.rows }, (_, i) =>
      column.kind === 'numeric' && column.values[i]! > age ? 1 : 0,
    );
  },
});

function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const dense = (design: ReturnType<typeof buildDesign>): number[][] =>
  denseColumns(design.blocks).map((column) => [...column]);

describe('rows', () => {
  it('complete rows stay; each lost row counts once, under the first reason', () => {
    const design = buildDesign(equation({ requires: ['cluster'] }), sample);
    expect([...design.rows]).toEqual([0, 3, 5, 6]);
    expect(design.lost).toEqual([
      { reason: 'missing y', rows: 1 },
      { reason: 'missing x', rows: 1 },
      { reason: 'missing g', rows: 1 },
      { reason: 'missing cluster', rows: 1 },
    ]);
    expect(design.nobs).toBe(4);
    expect([...design.outcome]).toEqual([1, 4, 6, 7]);
    expect(design.columns.map(({ id }) => id)).toEqual(['(Intercept)', 'x', 'g=a', 'g=c']);
    expect(dense(design)).toEqual([
      [1, 1, 1, 1],
      [1, 2, 4, 5],
      [1, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect(design.frame.rows).toBe(4);
  });

  it('where comes first, a missing value in it is missing, and joined conditions count apart', () => {
    const where = allOf([over(20), positive('x')])!;
    expect(where.text).toBe('age > 20 and x > 0');
    expect([...where.holds(sample)]).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
    expect(buildDesign(equation({ where }), sample).lost).toEqual([
      { reason: 'where age > 20', rows: 2 },
      { reason: 'missing x', rows: 1 },
      { reason: 'missing g', rows: 1 },
    ]);
  });

  it('no rows is E-FIT-EMPTY with the reasons', () => {
    const failure = failureOf(() => buildDesign(equation({ where: over(75), requires: ['cluster'] }), sample));
    expect(failure.code).toBe('E-FIT-EMPTY');
    expect(failure.message).toContain('none of the 8 rows can be used: where age > 75 7, missing cluster 1');
  });

  it('when every row stays the columns are shared with the sample', () => {
    const design = buildDesign(equation({ outcome: 'age', terms: [variableTerm('w')] }), sample);
    expect(design.frame.columns.get('w')).toBe(sample.columns.get('w'));
  });
});

describe('weights', () => {
  const weighted = (kind: 'frequency' | 'probability' | 'analytic', variable = 'w') =>
    buildDesign(equation({ terms: [variableTerm('x')], weights: { kind, variable } }), sample);

  it('zero weights leave; frequency weights add up to nobs', () => {
    const design = weighted('frequency');
    expect(design.lost.at(-1)).toEqual({ reason: 'zero weight', rows: 1 });
    expect([...design.weights!]).toEqual([1, 2, 1, 3, 2]);
    expect(design.nobs).toBe(9);
  });

  it('analytic weights have mean one, also after rows left; probability weights stay', () => {
    const design = weighted('analytic');
    expect([...design.weights!]).toEqual(
      [5 / 9, 10 / 9, 5 / 9, 15 / 9, 10 / 9].map((weight) => expect.closeTo(weight, 14)),
    );
    const fewer = design.without([false, false], Uint8Array.of(1, 0, 0, 0, 0));
    expect([...fewer.weights!]).toEqual([1, 0.5, 1.5, 1]);
    expect([...weighted('probability').weights!]).toEqual([1, 2, 1, 3, 2]);
    expect(weighted('probability').nobs).toBe(5);
  });

  it.each([
    ['negative', [1, 1, 1, -2, 1, 3, 0, 2], '1 negative'],
    ['missing', [1, 1, 1, 2, 1, NONE, NONE, 2], '2 missing or infinite'],
    ['broken', [1, 1, 1, 2, 1.5, 3, 0, 2], '1 not whole numbers'],
    ['zero', [0, 1, 1, 0, 0, 0, 0, 0], 'all 6 zero'],
  ])('%s weights are E-FIT-WEIGHTS', (_, weights, finding) => {
    const failure = failureOf(() =>
      buildDesign(
        equation({ terms: [variableTerm('x')], weights: { kind: 'frequency', variable: 'v' } }),
        withColumn(sample, numeric('v', weights)),
      ),
    );
    expect(failure.code).toBe('E-FIT-WEIGHTS');
    expect(failure.message).toContain(finding);
  });

  it('a weight missing on a row that is lost anyway does not matter', () => {
    const frame = withColumn(sample, numeric('v', [1, NONE, NONE, 2, 1, 3, 1, 2]));
    const design = buildDesign(equation({ weights: { kind: 'frequency', variable: 'v' } }), frame);
    expect(design.nobs).toBe(9);
  });

  it('categorical weights are refused', () => {
    expect(failureOf(() => weighted('probability', 'g')).code).toBe('E-FIT-WEIGHTS');
  });
});

describe('outcomes', () => {
  it('a category with two levels is 1 at the level that is not the reference', () => {
    expect([...buildDesign(equation({ outcome: 'd', terms: [] }), sample).outcome]).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
    const plain = frameOf(categorical('d', ['no', 'yes'], [0, 1, 1]));
    expect([...buildDesign(equation({ outcome: 'd', terms: [] }), plain).outcome]).toEqual([0, 1, 1]);
  });

  it('with three levels, or infinite, it is E-FIT-OUTCOME', () => {
    expect(failureOf(() => buildDesign(equation({ outcome: 'g', terms: [] }), sample)).code).toBe('E-FIT-OUTCOME');
    const infinite = frameOf(numeric('y', [1, Number.POSITIVE_INFINITY]));
    expect(failureOf(() => buildDesign(equation({ terms: [] }), infinite)).code).toBe('E-FIT-OUTCOME');
  });

  it('an outcome rule is applied to the numbers', () => {
    const outcomeRule = { text: 'y > 4', apply: (value: number) => (value > 4 ? 1 : 0) };
    expect([...buildDesign(equation({ terms: [], outcomeRule }), sample).outcome]).toEqual([0, 0, 0, 1, 1, 1, 1]);
  });
});

describe('columns', () => {
  it('a term given twice is refused, by name or by what it makes', () => {
    for (const terms of [
      ['x', 'x'],
      ['g', 'x', 'g'],
    ]) {
      const failure = failureOf(() => buildDesign(equation({ terms: terms.map(variableTerm) }), sample));
      expect(failure.code).toBe('E-SPEC-VALUE');
    }
  });

  it('a counterfactual frame yields the same columns', () => {
    const design = buildDesign(equation(), sample);
    const changed = withColumn(
      withColumn(design.frame, numeric('x', [9, 9, 9, 9, 9])),
      categorical('g', ['a', 'b', 'c'], [2, 2, 2, 2, 2], 'b'),
    );
    const blocks = denseColumns(design.blocksFor(changed)).map((column) => [...column]);
    expect(blocks).toEqual([
      [1, 1, 1, 1, 1],
      [9, 9, 9, 9, 9],
      [0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1],
    ]);
  });

  it('derivatives stand in the columns of the design', () => {
    const terms = [
      variableTerm('x'),
      variableTerm('g'),
      powerTerm('x', 2),
      interactionTerm([variableTerm('g'), variableTerm('x')]),
    ];
    const design = buildDesign(equation({ terms }), sample);
    const derivative = denseColumns(design.derivativesFor(design.frame, 'x')).map((column) => [...column]);
    expect(design.columns.map(({ id }) => id)).toEqual(['(Intercept)', 'x', 'g=a', 'g=c', 'x^2', 'g=a:x', 'g=c:x']);
    expect(derivative).toEqual([
      [0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [2, 4, 8, 10, 12],
      [1, 1, 0, 0, 1],
      [0, 0, 1, 0, 0],
    ]);
  });

  it('at a point', () => {
    const design = buildDesign(equation({ terms: [variableTerm('x'), variableTerm('g'), powerTerm('x', 2)] }), sample);
    const point = new Map<string, number | Float64Array>([
      ['x', 3],
      ['g', Float64Array.of(0.5, 0.25, 0.25)],
    ]);
    expect([...design.at(point)]).toEqual([1, 3, 0.5, 0.25, 9]);
    expect([...design.derivativeAt(point, 'x')]).toEqual([0, 1, 0, 0, 6]);
    const trimmed = design.without([false, true, true, false, false], null);
    expect([...trimmed.at(point)]).toEqual([1, 0.25, 9]);
  });

  it('without columns and rows, everything else follows', () => {
    const design = buildDesign(equation(), sample);
    const fewer = design.without([false, false, true, false], Uint8Array.of(0, 1, 0, 0, 0), 'perfectly predicted');
    expect(fewer.columns.map(({ id }) => id)).toEqual(['(Intercept)', 'x', 'g=c']);
    expect([...fewer.rows]).toEqual([0, 5, 6, 7]);
    expect(dense(fewer)).toEqual([
      [1, 1, 1, 1],
      [1, 4, 5, 6],
      [0, 1, 0, 0],
    ]);
    expect(fewer.lost.at(-1)).toEqual({ reason: 'perfectly predicted', rows: 1 });
    expect(denseColumns(fewer.blocksFor(fewer.frame)).map((column) => [...column])).toEqual(dense(fewer));
    expect(denseColumns(fewer.derivativesFor(fewer.frame, 'x'))).toHaveLength(3);
    const again = fewer.without([false, true, false], null);
    expect(again.columns.map(({ id }) => id)).toEqual(['(Intercept)', 'g=c']);
    expect(design.columns).toHaveLength(4);
  });

  it('a design without an intercept has none', () => {
    const design = buildDesign(equation({ intercept: false, terms: [variableTerm('x')] }), sample);
    expect(design.columns.map(({ id }) => id)).toEqual(['x']);
    expect([...design.at(new Map([['x', 2]]))]).toEqual([2]);
  });

  it('reweighted multiplies weights and drops zeros', () => {
    const design = buildDesign(
      equation({ terms: [variableTerm('x')], weights: { kind: 'frequency', variable: 'w' } }),
      sample,
    );
    const again = design.reweighted(Float64Array.of(2, 0, 1, 1, 3));
    expect([...again.weights!]).toEqual([2, 1, 3, 6]);
    expect(again.nobs).toBe(12);
    expect([...again.rows]).toEqual([0, 4, 5, 7]);
  });
});
