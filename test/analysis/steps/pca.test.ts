/** The composite step: rows, weights, scales, records, refusals. */
import { describe, expect, it } from 'vitest';
import { getNumeric } from '../../../src/analysis/data/frame.ts';
import { type PcaComposite, pca } from '../../../src/analysis/steps/pca.ts';
import { frameOf, numeric, thrown } from '../frames.ts';

const frame = frameOf(
  numeric('a', [2, 4, null, 4, 5, 7, 9, 11, 12, 3]),
  numeric('b', [1, 3, 5, 2, 5, 4, 8, 7, 9, null]),
  numeric('c', [9, 7, 1, 8, 6, 6, 3, 2, 2.5, 4]),
  numeric('constant', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
);
const options: PcaComposite = {
  name: 'index',
  of: ['a', 'b'],
  matrix: 'correlation',
  components: 'first',
  weights: 'none',
  sign: 'loadings_sum',
  scale: 'scores',
};
function run(changes: Partial<PcaComposite> = {}) {
  const done = pca({ ...options, ...changes }).run(frame);
  return { values: [...getNumeric(done.frame, 'index').values], flow: done.flow, record: done.flow.components![0]! };
}
const known = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));

describe('pca', () => {
  it('is the standardised sum over root two for two items, missing where an item is', () => {
    const { values, record } = run();
    const rows = [0, 1, 3, 4, 5, 6, 7, 8];
    expect(values.map((value, row) => (Number.isNaN(value) ? row : -1)).filter((row) => row >= 0)).toEqual([2, 9]);
    const item = (name: string) => rows.map((row) => getNumeric(frame, name).values[row]!);
    const z = (name: string) => item(name).map((value) => (value - mean(item(name))) / sd(item(name)));
    const [a, b] = [z('a'), z('b')];
    known(values).forEach((value, i) => {
      expect(value).toBeCloseTo((a[i]! + b[i]!) / Math.SQRT2, 12);
    });
    expect([record.rows, record.excluded]).toEqual([8, 2]);
    expect(record.composite.sd).toBeCloseTo(Math.sqrt(record.components[0]!.eigenvalue), 12);
  });

  it('can be computed from the record alone, on every scale', () => {
    for (const scale of ['scores', 'standardised', 'indicators'] as const) {
      for (const components of ['first', 'retained', 'all', 2] as const) {
        const { values, record } = run({ of: ['a', 'b', 'c'], components, scale, weights: 'variance_share' });
        const { constant, coefficients } = record.composite;
        values.forEach((value, row) => {
          const again = record.items.reduce(
            (sum, item) => sum + coefficients[item]! * getNumeric(frame, item).values[row]!,
            constant,
          );
          if (!Number.isNaN(value)) expect(again).toBeCloseTo(value, 10);
        });
        if (scale === 'standardised') expect(sd(known(values))).toBeCloseTo(1, 12);
        if (scale === 'indicators')
          expect(Object.values(coefficients).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
      }
    }
  });

  it('weights components by their shares over the sum of those used, or adds them up', () => {
    const { record } = run({ of: ['a', 'b', 'c'], components: 2, weights: 'variance_share' });
    const [first, second] = record.components;
    expect(record.composite.weights[0]).toBeCloseTo(first!.share / (first!.share + second!.share), 14);
    expect(record.composite.weights[0]! + record.composite.weights[1]!).toBeCloseTo(1, 14);
    expect(run({ of: ['a', 'b', 'c'], components: 'all' }).record.composite.weights).toEqual([1, 1, 1]);
    expect(run({ of: ['a', 'b', 'c'], components: 'retained' }).record.composite.components).toBe(1);
  });

  it('prints its numbers and says in words how it was made', () => {
    const { flow, record } = run({ label: { en: 'Index' } });
    const said = flow.notices.map(({ en }) => en).join('\n');
    expect(said).toContain('correlation matrix of 2 items in 8 rows (2 lack an item)');
    expect(said).toContain(
      `eigenvalues ${record.components.map(({ eigenvalue }) => eigenvalue.toFixed(3)).join(', ')}`,
    );
    expect(said).toContain('loadings on the first a ');
    expect(record.composite.definition.en).toBe(
      'the first component, scores as they come, loadings add up to a positive number',
    );
  });

  it('keeps a composite of private items private', () => {
    const a = numeric('a', [1, 2, 4]);
    const secret = frameOf({ ...a, info: { ...a.info, private: true } }, numeric('b', [2, 1, 5]));
    expect(pca(options).run(secret).frame.columns.get('index')!.info.private).toBe(true);
  });

  it('refuses what has no components', () => {
    expect(thrown(() => run({ of: ['a', 'constant'] }))).toMatch(/E-FIT-IDENTIFICATION.*"constant" does not vary/);
    expect(thrown(() => pca({ ...options, components: 3 }))).toContain('3 components of 2 items');
    expect(thrown(() => pca({ ...options, of: ['a', 'a'] }))).toContain('named twice');
    const apart = frameOf(numeric('a', [1, null, 2]), numeric('b', [null, 1, 2]));
    expect(thrown(() => pca(options).run(apart))).toMatch(/E-FIT-EMPTY.*1 of 3 rows have all items/);
    const opposed = frameOf(numeric('a', [1, 2, 3, 5]), numeric('b', [-1, -2, -3, -5]));
    const indicators = pca({ ...options, scale: 'indicators', sign: 'largest' });
    expect(thrown(() => indicators.run(opposed))).toContain('add up to zero');
  });
});
