import { describe, expect, it } from 'vitest';
import { summarizeFocal } from '../../../src/exhibits/readings/conclusions.ts';
import { crossReadings } from '../../../src/exhibits/readings/cross.ts';
import { judgeReading, unusable } from '../../../src/exhibits/readings/judge.ts';
import { matchesPattern, type NumberCell } from '../../../src/exhibits/readings/printed-cells.ts';
import { choiceVerdicts, rankReadings, type Unranked } from '../../../src/exhibits/readings/rank.ts';
import type { JudgedCell } from '../../../src/results/readings.ts';
import { alternative, QUESTION } from './question.ts';

const estimate = (est: number, se: number, dpSe = 3): NumberCell => ({
  type: 'estimate',
  printed: `${est} (${se})`,
  est,
  dp: 3,
  stars: '',
  se,
  dpSe,
});

describe('crossReadings', () => {
  it('takes every combination in the order of the file, without the excluded ones', () => {
    const { readings, excluded } = crossReadings(QUESTION);
    expect(readings.map(({ choices }) => Object.values(choices).join(' '))).toEqual([
      'probit model',
      'probit robust',
      'logit model',
    ]);
    expect(excluded).toBe(1);
    expect(readings[1]!.settings).toEqual(['models.m.probit=1', 'models.m.robust=1']);
  });

  it('refuses more than 2,000 combinations', () => {
    const many = new Map(Array.from({ length: 50 }, (_, k) => alternative(`a${k}`)));
    const choice = (name: string) => [name, { name, label: { en: name }, alternatives: many }] as const;
    const question = { ...QUESTION, choices: new Map([choice('x'), choice('y')]) };
    expect(() => crossReadings(question)).toThrow('2500 combinations');
  });
});

it('a pattern’s star stays inside a part of the name', () => {
  expect(matchesPattern('t3.*.me', 't3.age.me')).toBe(true);
  expect(matchesPattern('t3.*.c*_me', 't3.age.c2_me')).toBe(true);
  expect(matchesPattern('t3.*', 't3.age.me')).toBe(false);
  expect(matchesPattern('t3.*.me', 't3xage.me')).toBe(false);
  expect(matchesPattern('t3.a+.me', 't3.aa.me')).toBe(false);
});

describe('judgeReading', () => {
  const cells = new Map([['t1.x.b', estimate(0.1, 0.04)]]);
  const { tolerances } = QUESTION;
  const own = (value: number, stdError: number) => new Map([['t1.x.b', { cell: 't1.x.b', value, stdError }]]);
  const met = (data: 'same' | 'redrawn', value: number, stdError: number) => {
    const { met: count, estimatesMet, stdErrorsMet } = judgeReading({ data, cells, tolerances }, own(value, stdError));
    return [count, estimatesMet, stdErrorsMet];
  };

  it('asks for rounding on the same data', () => {
    expect(met('same', 0.1004, 0.0404)).toEqual([1, 1, 1]);
    expect(met('same', 0.1006, 0.0404)).toEqual([0, 0, 1]);
    expect(met('same', 0.1004, 0.0406)).toEqual([0, 1, 0]);
  });

  it('asks for two standard errors and the tolerance beyond rounding on others', () => {
    expect(met('redrawn', 0.1 + 0.079, 0.0405 * 1.099)).toEqual([1, 1, 1]);
    expect(met('redrawn', 0.1 + 0.081, 0.0405 * 1.101)).toEqual([0, 0, 0]);
    expect(met('redrawn', 0.1, 0.0395 / 1.099)).toEqual([1, 1, 1]);
    expect(met('redrawn', 0.1, 0.0395 / 1.101)).toEqual([0, 1, 0]);
  });

  it('gives the discrepancies in closed form', () => {
    const judged = judgeReading({ data: 'redrawn', cells, tolerances }, own(0.22, 0.0405 * 1.1 ** 2));
    expect(judged.rmsLogStdErrorRatio).toBeCloseTo(2 * Math.log(1.1), 10);
    expect(judged.meanSquaredZ).toBeCloseTo(9, 10);
    expect(judged.meanStdErrorRatio).toBeCloseTo((0.0405 * 1.21) / 0.04, 10);
    expect(judged.cells[0]!.timesAllowed).toBeCloseTo(2, 10);
  });

  it('does not meet a number that the reading lacks', () => {
    expect(judgeReading({ data: 'redrawn', cells, tolerances }, new Map()).met).toBe(0);
  });

  it('cannot use a standard error that prints as zero on other data', () => {
    expect(unusable({ data: 'redrawn' }, estimate(0, 0))).toBe(true);
    expect(unusable({ data: 'same' }, estimate(0, 0))).toBe(false);
  });
});

describe('rankReadings', () => {
  const cell = (name: string, isMet: boolean, timesAllowed = isMet ? 0.5 : 1.5): JudgedCell => ({
    cell: name,
    ours: 1,
    estimateMet: isMet,
    stdErrorMet: true,
    timesAllowed,
  });
  const reading = (link: string, pattern: string, rms = 0.1, far = 1.5): Unranked => {
    const cells = [...pattern].map((sign, k) => cell(`t1.x${k}.b`, sign === '+', sign === '+' ? 0.5 : far));
    const count = cells.filter(({ estimateMet }) => estimateMet).length;
    return {
      choices: { link, errors: 'model' },
      settings: [],
      met: count,
      estimatesMet: count,
      stdErrorsMet: cells.length,
      rmsLogStdErrorRatio: rms,
      meanStdErrorRatio: 1,
      meanSquaredZ: 1,
      cells,
      focal: [],
    };
  };

  it('orders by cells met, then by the standard errors', () => {
    const ranked = rankReadings(
      [reading('a', '++--', 0.1), reading('b', '+++-'), reading('c', '+--+', 0.05)],
      'redrawn',
    );
    expect(ranked.map(({ choices, rank }) => [choices.link, rank])).toEqual([
      ['b', 1],
      ['c', 2],
      ['a', 3],
    ]);
  });

  it('tells readings apart by an exact sign test: four cells to none do not, five do', () => {
    const four = rankReadings([reading('a', '++++++'), reading('b', '++----')], 'redrawn')[1]!;
    expect(four.against).toMatchObject({ onlyFirst: 4, onlyThis: 0 });
    expect(four.against.pValue).toBeCloseTo(1 / 16, 12);
    expect(four.alike).toBe(true);
    const five = rankReadings([reading('a', '++++++'), reading('b', '+-----')], 'redrawn')[1]!;
    expect(five.against.pValue).toBeCloseTo(1 / 32, 12);
    expect(five.alike).toBe(false);
    const mixed = rankReadings([reading('a', '++++++--'), reading('b', '-----+++')], 'redrawn')[1]!;
    // P(X >= 5) of 7 tosses
    expect(mixed.against.pValue).toBeCloseTo((21 + 7 + 1) / 128, 12);
  });

  it('tells apart by one cell that is missed by more than three times what is allowed', () => {
    const alike = (far: number) =>
      rankReadings([reading('a', '++'), reading('b', '+-', 0.1, far)], 'redrawn')[1]!.alike;
    expect([alike(2.9), alike(3.1)]).toEqual([true, false]);
  });

  it('leaves no room to chance on the same data', () => {
    const ranked = rankReadings([reading('a', '++++'), reading('b', '+++-'), reading('c', '++++')], 'same');
    expect(ranked.map(({ choices, alike }) => [choices.link, alike])).toEqual([
      ['a', true],
      ['c', true],
      ['b', false],
    ]);
  });

  it('puts readings that cannot be estimated last, and they settle nothing', () => {
    const failed = { ...reading('probit', '----'), failed: 'E-FIT-CONVERGENCE' };
    const ranked = rankReadings([failed, reading('logit', '----')], 'redrawn');
    expect(ranked.map(({ choices, alike }) => [choices.link, alike])).toEqual([
      ['logit', true],
      ['probit', false],
    ]);
    const [link] = choiceVerdicts(QUESTION, ranked);
    expect(link!.left).toEqual(['logit']);
    expect(link!.best[0]).toEqual({ alternative: 'probit', met: 0, rank: Number.NaN });
  });
});

it('summarises the conclusions in the unit of the focal estimate', () => {
  const one = (value: number, pValue: number, unit?: string) => ({
    focal: [
      { cell: 'c', estimate: value, stdError: 1, confLow: 0, confHigh: 0, pValue, ...(unit && { unit: { en: unit } }) },
    ],
  });
  const all = [one(0.1, 0.01), one(-0.2, 0.2), one(0.4, 0.04), one(90, 0.001, 'stones'), one(Number.NaN, Number.NaN)];
  const summary = summarizeFocal({ cell: 'c', label: { en: 'c' } }, all, undefined);
  expect(summary).toMatchObject({
    readings: 3,
    otherUnits: 1,
    positive: 2,
    significant: 2,
    median: 0.1,
    low: -0.2,
    high: 0.4,
  });
});
