/** Expectations against numbers whose verdicts can be said by hand. */
import { describe, expect, it } from 'vitest';
import { binomialRange } from '../../../src/exhibits/expectations/binomial-range.ts';
import type { Expectation } from '../../../src/exhibits/expectations/expectation.ts';
import { type RunNumbers, unknownCell } from '../../../src/exhibits/expectations/find-cell.ts';
import { judge } from '../../../src/exhibits/expectations/judge.ts';
import { formatAddress } from '../../../src/results/address.ts';
import type { AddressedNumber, NumberKind } from '../../../src/results/addressed-number.ts';

const numbers = new Map<string, AddressedNumber>();
function put(path: readonly string[], value: number, kind: NumberKind, draws?: number): void {
  numbers.set(formatAddress(path), { path, value, kind, ...(draws !== undefined && { draws }) });
}
const TERM = ['models', 'm', 'e', 'average', 'policy'];
put(['models', 'm', 'e', 'nobs'], 6310, 'count');
put([...TERM, 'estimate'], 0.6535, 'estimate');
put([...TERM, 'stdError'], 0.2182, 'statistic');
put([...TERM, 'pValue'], 0.0027, 'statistic');
put(['models', 'm', 'e', 'average', 'age', 'estimate'], -0.01, 'estimate');
put(['models', 'm', 'e', 'statistics', 'pseudoR2'], 0.1204, 'statistic');
put(['models', 'm', 'e', 'statistics', 'aic'], Number.NaN, 'statistic');
put(['placebos', 'p', 'onEstimate', 'pValue'], 12 / 501, 'monte_carlo', 500);
const published = new Map([
  ['t3.policy.c2_me', { cell: 't3.policy.c2_me', value: 0.6535, stdError: 0.2182, nobs: 6310 }],
  ['t3.n.c2_me', { cell: 't3.n.c2_me', value: 6310 }],
]);
const run: RunNumbers = { numbers, published };
const DEFAULTS = { stars: { '*': 0.1, '**': 0.05, '***': 0.01 }, level: 0.999 };
const ADDRESS = formatAddress(TERM);

function met(expectation: Omit<Expectation, 'cell'>, cell = ADDRESS, defaults = {}): boolean[] {
  return judge({ cell, ...expectation }, run, { ...DEFAULTS, ...defaults }).map((one) => 'met' in one && one.met);
}
const number = (text: string, printed = true) => ({
  value: Number(text),
  decimals: text.split('.')[1]?.length ?? 0,
  printed,
});

describe('judge', () => {
  it('a value rounds to the printed number, or is within a tolerance', () => {
    expect(met({ value: number('0.653') })).toEqual([true]);
    expect(met({ value: number('0.654') })).toEqual([true]);
    expect(met({ value: number('0.652') })).toEqual([false]);
    expect(met({ value: number('0.6530') })).toEqual([false]);
    expect(met({ value: number('0.6530'), decimals: 3 })).toEqual([true]);
    expect(met({ value: number('0.65'), tolerance: { absolute: 0.0035 } })).toEqual([true]);
    expect(met({ value: number('0.65'), tolerance: { absolute: 0.0034 } })).toEqual([false]);
    expect(met({ value: number('0.65'), tolerance: { relative: 0.01 } })).toEqual([true]);
    // 0.4 % of 0.65 is 0.0026
    expect(met({ value: number('0.65'), tolerance: { relative: 0.004 } })).toEqual([false]);
    expect(met({ value: number('0.6535', false) }, ADDRESS, { tolerance: { relative: 0 } })).toEqual([true]);
    expect(met({ value: number('0.65', false) }, ADDRESS, { tolerance: { relative: 1e-8 } })).toEqual([false]);
  });

  it('the standard error, the sign, the stars, N and p', () => {
    expect(met({ se: number('0.218'), sign: 'positive', stars: '***', n: 6310, pBelow: 0.01 })).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(met({ se: number('0.219'), sign: 'negative', stars: '**', n: 6311, pAbove: 0.01 })).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(met({ stars: '' }, ADDRESS, { stars: { '*': 0.001 } })).toEqual([true]);
  });

  it('says what was expected and found in both languages', () => {
    const said = (expectation: Omit<Expectation, 'cell'>, cell = ADDRESS) =>
      judge({ cell, ...expectation }, run, DEFAULTS).map((one) => ('met' in one ? [one.expected, one.found] : []));
    expect(said({ value: number('0.653') })).toEqual([
      [
        { en: '0.653 to 3 decimals', zh: '0.653（3 位小数）' },
        { en: '0.65350', zh: '0.65350' },
      ],
    ]);
    expect(said({ value: number('6310') }, 'models.m.e.nobs')[0]![0]).toEqual({ en: '6310 exactly', zh: '恰为 6310' });
    expect(said({ sign: 'negative', stars: '' }).map(([expected]) => expected)).toEqual([
      { en: 'sign negative', zh: '符号为负' },
      {
        en: 'no stars (* p < 0.1, ** p < 0.05, *** p < 0.01)',
        zh: '无显著性星号（* p < 0.1，** p < 0.05，*** p < 0.01）',
      },
    ]);
    const all: Omit<Expectation, 'cell'> = {
      ...{ value: number('0.65'), se: number('0.2'), sign: 'zero', stars: '***', n: 1, pBelow: 0.1, pAbove: 0.2 },
      ...{ greaterThan: 'models.m.e.average.age', lessThan: 3, equalTo: 't3.policy.c2_me' },
      tolerance: { absolute: 0.1, relative: 0.01 },
    };
    const words = said(all).flat();
    expect(words).toHaveLength(20);
    expect(words.filter(({ zh = '' }) => zh === '' || /[a-z]{2,} [a-z]{2,}/i.test(zh))).toEqual([]);
  });

  it('counts hold exactly, whatever the tolerance', () => {
    const nobs = 'models.m.e.nobs';
    expect(met({ value: number('6310') }, nobs)).toEqual([true]);
    expect(met({ value: number('6311'), tolerance: { absolute: 5 } }, nobs)).toEqual([false]);
  });

  it('order and equality with other cells', () => {
    const age = 'models.m.e.average.age';
    expect(met({ greaterThan: age, lessThan: 1, equalTo: 't3.policy.c2_me' })).toEqual([true, true, true]);
    expect(met({ lessThan: age, greaterThan: 1, equalTo: age })).toEqual([false, false, false]);
    expect(met({ equalTo: age, tolerance: { absolute: 0.7 } })).toEqual([true]);
  });

  it('published cells are judged like addresses; without a p value there are no stars', () => {
    expect(met({ value: number('0.653'), se: number('0.218'), n: 6310 }, 't3.policy.c2_me')).toEqual([
      true,
      true,
      true,
    ]);
    expect(met({ value: number('6310') }, 't3.n.c2_me')).toEqual([true]);
    expect(met({ stars: '***' }, 't3.policy.c2_me')).toEqual([false]);
    expect(met({ stars: '' }, 't3.policy.c2_me')).toEqual([false]);
  });

  it('what is not defined meets nothing', () => {
    const aic = 'models.m.e.statistics.aic';
    expect(met({ value: number('0'), sign: 'zero', lessThan: 1, greaterThan: 0 }, aic)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('a p value at a threshold is not below it', () => {
    const at = formatAddress(['models', 'm', 'e', 'average', 'edge']);
    put(['models', 'm', 'e', 'average', 'edge', 'estimate'], 1, 'estimate');
    put(['models', 'm', 'e', 'average', 'edge', 'pValue'], 0.05, 'statistic');
    expect(met({ stars: '*' }, at)).toEqual([true]);
    expect(met({ stars: '**' }, at)).toEqual([false]);
    expect(met({ pBelow: 0.05 }, at)).toEqual([false]);
    expect(met({ pAbove: 0.05 }, at)).toEqual([false]);
  });

  it('a share of random draws is held by a binomial interval', () => {
    const p = 'placebos.p.onEstimate.pValue';
    expect(met({ value: number('0.05', false) }, p)).toEqual([true]);
    expect(met({ value: number('0.07', false) }, p)).toEqual([false]);
    expect(met({ value: number('0.05', false), decimals: 3 }, p)).toEqual([false]);
  });

  it('names what is unknown: the first step that is not there, with the nearest', () => {
    expect(judge({ cell: 'models.m.e.averag.policy' }, run, DEFAULTS)).toEqual([{ cell: 'models.m.e.averag.policy' }]);
    expect(unknownCell('models.m.e.averag.policy', run)).toEqual({
      finding: 'no "averag" in models.m.e',
      accepted: 'nearest: "average"',
    });
    expect(unknownCell('models.m.e.average.polcy', run).accepted).toBe('nearest: "policy"');
    expect(unknownCell('models.m.e.statistics', run).accepted).toBe('say which: pseudoR2, aic');
    expect(unknownCell('t3.polcy.c2_me', run).accepted).toBe('nearest: "policy"');
    expect(unknownCell('t3.policy.c2', run).accepted).toBe('known: c2_me');
    expect(judge({ cell: ADDRESS, lessThan: 't9.x.y' }, run, DEFAULTS)).toEqual([{ cell: 't9.x.y' }]);
  });
});

describe('binomialRange', () => {
  // counts from exact sums of binomial probabilities in rational arithmetic
  const cases = [
    [0.05, 500, 0.999, 11, 42],
    [0.05, 500, 0.95, 16, 35],
    [0.5, 20, 0.95, 6, 14],
    [0.002, 500, 0.999, 0, 6],
    [0, 100, 0.999, 0, 0],
    [1, 100, 0.999, 100, 100],
  ] as const;
  it.each(cases)('p %f, %d draws, level %f: %d to %d', (p, n, level, low, high) => {
    expect(binomialRange(p, n, level)).toEqual({ low: low / n, high: (high + 1) / (n + 1) });
  });
});
