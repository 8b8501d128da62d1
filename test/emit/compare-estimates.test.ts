import { describe, expect, it } from 'vitest';
import { compareEstimates } from '../../src/emit/compare-estimates.ts';
import { formatAddress } from '../../src/results/address.ts';
import type { AddressedNumber } from '../../src/results/addressed-number.ts';

const numbers = (entries: readonly (readonly [readonly string[], number])[]): ReadonlyMap<string, AddressedNumber> =>
  new Map(entries.map(([path, value]) => [formatAddress(path), { path, value, kind: 'estimate' }]));

const OURS = numbers([
  [['models', 'm', 'y', 'rows'], 100],
  [['models', 'm', 'y', 'average', 'a b', 'estimate'], 2],
  [['models', 'm', 'y', 'average', 'a b', 'stdError'], 0.5],
  [['models', 'm', 'y', 'average', 'left', 'estimate'], 1],
  [['summaries', 's', 'x=1', 'total', 'share'], 0.25],
]);
const HEAD = '"address","estimate","std_error","rows"\n';

describe('comparison of a script with a run', () => {
  it('takes estimate, standard error and rows of a line, quoted names as well', () => {
    const { compared, uncovered, unknown } = compareEstimates(
      OURS,
      `${HEAD}"models.m.y.average.""a b""","2.000002","0.5","100"\n`,
    );
    expect(compared.map(({ address, difference }) => [address, difference])).toEqual([
      ['models.m.y.average."a b".estimate', expect.closeTo(1e-6, 10)],
      ['models.m.y.average."a b".stdError', 0],
      ['models.m.y.rows', 0],
    ]);
    expect(uncovered).toEqual(['models.m.y.average.left.estimate', 'summaries.s.x=1.total.share']);
    expect(unknown).toEqual([]);
  });

  it('counts a number that one side lacks as different, and an unknown address as unknown', () => {
    const { compared, unknown } = compareEstimates(
      OURS,
      `${HEAD}"summaries.s.""x=1"".total.share",NA,NA,1\nmodels.m.y.average.other,1,1,1\n`,
    );
    expect(compared).toMatchObject([{ address: 'summaries.s.x=1.total.share', difference: Number.POSITIVE_INFINITY }]);
    expect(unknown).toEqual(['models.m.y.average.other']);
  });

  it('holds an estimate near zero to its standard error', () => {
    const near = numbers([
      [['models', 'm', 'y', 'e', 't', 'estimate'], 1e-14],
      [['models', 'm', 'y', 'e', 't', 'stdError'], 1],
    ]);
    expect(compareEstimates(near, `${HEAD}models.m.y.e.t,3e-14,1,5\n`).compared[0]!.difference).toBeCloseTo(2e-14, 20);
    expect(compareEstimates(near, `${HEAD}models.m.y.e.t,3e-6,1,5\n`).compared[0]!.difference).toBeGreaterThan(1e-6);
  });
});
