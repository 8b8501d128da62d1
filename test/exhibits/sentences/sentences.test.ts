/** Every number of a sentence against its closed form, one kind of meaning after the other, and words that must not appear. */
import { describe, expect, it } from 'vitest';
import { differenceSentence, indirectSentence } from '../../../src/exhibits/sentences/comparison-sentences.ts';
import { keySentence } from '../../../src/exhibits/sentences/key-sentence.ts';
import type { Change, Meaning, Outcome, Place } from '../../../src/exhibits/sentences/meaning.ts';
import { decimalsFor, numberText } from '../../../src/exhibits/sentences/numbers.ts';
import { readingWords } from '../../../src/exhibits/sentences/reading-words.ts';
import type { Estimate } from '../../../src/results/estimates.ts';

const Z = 1.959963984540054;

function estimate(value: number, stdError: number, pValue = 0.01): Estimate {
  return {
    term: 'x',
    label: { en: 'X' },
    variable: 'x',
    estimate: value,
    stdError,
    statistic: value / stdError,
    pValue,
    confLow: value - Z * stdError,
    confHigh: value + Z * stdError,
  };
}

const LEVEL: Change = {
  kind: 'level',
  variable: { en: 'Town', zh: '城镇' },
  level: { en: 'South', zh: '南镇' },
  reference: { en: 'North', zh: '北镇' },
};
const EVENT: Outcome = { kind: 'event', name: { en: 'being insured', zh: '参保' } };

function meaning(parts: Partial<Omit<Meaning, 'place'>> & { readonly place?: Partial<Place> }): Meaning {
  const { place, ...rest } = parts;
  return {
    quantity: 'difference',
    link: 'identity',
    exponentiated: false,
    change: LEVEL,
    outcome: EVENT,
    ...rest,
    place: {
      at: 'observations',
      derivative: false,
      rows: 1165,
      row: { en: 'patients', zh: '名患者' },
      fixedEffects: [],
      combined: false,
      ...place,
    },
  };
}

const say = (of: Meaning, value: number, stdError: number, p?: number) =>
  keySentence(of, estimate(value, stdError, p), 0.95);

describe('a difference of the expected outcome', () => {
  it('of an event is in percentage points, beside the mean in per cent', () => {
    const of = meaning({ outcome: { ...EVENT, mean: 0.598 } });
    const { en, zh } = say(of, -0.096, 0.02, 0.0005);
    expect(en).toBe(
      '“South” rather than “North” (Town) is associated with a probability of being insured lower by 9.6 percentage points ' +
        `(95 % interval from ${(100 * (-0.096 - Z * 0.02)).toFixed(1)} to ${(100 * (-0.096 + Z * 0.02)).toFixed(1)} percentage points, ` +
        `p < 0.001), averaged over 1,165 patients; that is ${((100 * 0.096) / 0.598).toFixed(0)} % of the overall mean, 59.8 %.`,
    );
    expect(zh).toBe(
      '“城镇”为“南镇”而非“北镇”，对应的参保的概率低 9.6 个百分点（95 % 置信区间 -13.5 至 -5.7 个百分点，p < 0.001），' +
        '对 1,165 名患者取平均；相当于总体均值（59.8 %）的 16 %。',
    );
  });

  it('of a share is in percentage points, among those who have one', () => {
    const outcome: Outcome = { kind: 'share', name: { en: 'Share paid', zh: '报销比例' } };
    const place = { among: { en: 'those paid', zh: '获得者' }, rows: 663, of: 1165, at: 'terms' as const };
    const { en, zh } = say(meaning({ outcome, place }), 0.052, 0.02);
    expect(en).toContain('“Share paid” higher by 5.2 percentage points');
    expect(en).toContain(
      ', among those paid, all other terms held constant (663 patients of the 1,165 in the sample).',
    );
    expect(zh).toContain('“报销比例”高 5.2 个百分点');
    expect(zh).toContain('限于获得者');
  });

  it('of a percentage is in percentage points as it stands', () => {
    const outcome: Outcome = { kind: 'percent', name: { en: 'Occupancy' }, mean: 80 };
    const { en } = say(meaning({ outcome }), 4, 1);
    expect(en).toContain('higher by 4.0 percentage points');
    expect(en).toContain('that is 5.0 % of the overall mean, 80.0 %');
  });

  it('of a logarithm is exp(b) - 1 with an interval of its own, and log points', () => {
    const outcome: Outcome = { kind: 'log', name: { en: 'Cost', zh: '费用' } };
    const [b, se] = [-0.23, 0.065];
    const { en, zh } = say(meaning({ outcome }), b, se);
    const one = (x: number) => (100 * (Math.exp(x) - 1)).toFixed(1);
    const [low, high] = [b - Z * se, b + Z * se];
    expect(en).toContain('“Cost” (its geometric mean) lower by 20.5 %');
    expect(one(b)).toBe('-20.5');
    expect(en).toContain(`95 % interval from ${one(low)} to ${one(high)} %`);
    expect(en).toContain(`-23.0 log points, from ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`);
    expect(zh).toContain('低 20.5 %');
    expect(zh).toContain('-23.0 个对数点');
  });

  it('of an index is in its standard deviations too, of a standardised one only in these', () => {
    const index: Outcome = { kind: 'index', name: { en: 'Integration' }, sd: 1.25 };
    expect(say(meaning({ outcome: index }), 0.5, 0.1).en).toContain(
      `higher by 0.50 units of the index (95 % interval from 0.30 to 0.70 units of the index, p = 0.010; ${(0.5 / 1.25).toFixed(2)} standard deviations, from ${((0.5 - Z * 0.1) / 1.25).toFixed(2)} to ${((0.5 + Z * 0.1) / 1.25).toFixed(2)})`,
    );
    const standard: Outcome = { kind: 'standardised', name: { en: 'Integration', zh: '融合' } };
    const { en, zh } = say(meaning({ outcome: standard }), 0.5, 0.1);
    expect(en).toContain('higher by 0.50 standard deviations');
    expect(zh).toContain('高 0.50 个标准差');
  });

  it('of a score is in points of its scale', () => {
    const outcome: Outcome = { kind: 'score', name: { en: 'Happiness' }, range: [1, 5] };
    expect(say(meaning({ outcome }), 0.21, 0.05).en).toContain('higher by 0.210 points on the scale from 1 to 5');
  });

  it('of an amount is in its unit, beside the mean', () => {
    const outcome: Outcome = { kind: 'amount', name: { en: 'Cost' }, unit: { en: 'yuan', zh: '元' }, mean: 7600 };
    const { en, zh } = say(meaning({ outcome }), -1312, 300);
    expect(en).toContain('“Cost” lower by 1,312 yuan (95 % interval from -1,900 to -724 yuan');
    expect(en).toContain(`that is ${Math.round((100 * 1312) / 7600)} % of the overall mean, 7,600 yuan`);
    expect(zh).toContain('低 1,312 元');
  });
});

describe('a coefficient', () => {
  it('of a log link multiplies: exp(b) - 1', () => {
    const outcome: Outcome = { kind: 'amount', name: { en: 'Cost' }, unit: { en: 'yuan' }, mean: 100 };
    const of = meaning({ quantity: 'ratio', link: 'log', outcome, place: { at: 'terms' } });
    const { en } = say(of, 0.1, 0.02);
    expect(en).toContain(`“Cost” higher by ${(100 * Math.expm1(0.1)).toFixed(1)} % (95 % interval`);
    expect(en).toContain('10.0 log points');
    expect(en).not.toContain('yuan');
  });

  it('of a logit is an odds ratio and no probability, exponentiated or not', () => {
    const of = meaning({ quantity: 'odds_ratio', link: 'logit', place: { at: 'terms' } });
    const { en, zh } = say(of, 0.4, 0.1);
    expect(en).toContain(`odds of being insured ${Math.exp(0.4).toFixed(2)} times as high`);
    expect(en).toContain(
      `95 % interval from ${Math.exp(0.4 - Z * 0.1).toFixed(2)} to ${Math.exp(0.4 + Z * 0.1).toFixed(2)},`,
    );
    expect(en).toContain('an odds ratio is no ratio of probabilities');
    expect(en).not.toContain('%, ');
    expect(zh).toContain('参保的发生比为其 1.49 倍');
    const { estimate: b, confLow, confHigh } = estimate(0.4, 0.1);
    const ratio = {
      ...estimate(0.4, 0.1),
      estimate: Math.exp(b),
      confLow: Math.exp(confLow),
      confHigh: Math.exp(confHigh),
    };
    expect(keySentence({ ...of, exponentiated: true }, ratio, 0.95).en).toBe(en);
  });

  it('of a probit is of the index', () => {
    const { en, zh } = say(meaning({ quantity: 'index', link: 'probit', place: { at: 'terms' } }), 0.4, 0.1);
    expect(en).toContain('an index of being insured higher by 0.40 units of the probit index');
    expect(en).toContain('the probit index is no probability');
    expect(zh).toContain('probit 指数不是概率');
  });

  it('of a random-intercept logit holds the effect of the group', () => {
    const of = meaning({
      quantity: 'odds_ratio',
      link: 'logit',
      place: { at: 'terms', group: { en: 'Person', zh: '个人' } },
    });
    expect(say(of, 0.4, 0.1).en).toContain('all other terms and the effect of the same “Person” held constant');
  });

  it('of a log link of an event is relative and not in points', () => {
    const { en } = say(meaning({ quantity: 'ratio', link: 'log', place: { at: 'terms' } }), 0.1, 0.02);
    expect(en).toContain('higher by 10.5 %');
    expect(en).toContain('relative to the probability, not in percentage points');
  });
});

describe('what changes', () => {
  it('is a unit of a number', () => {
    const change: Change = { kind: 'unit', variable: { en: 'Age', zh: '年龄' }, unit: { en: 'years', zh: '岁' } };
    const { en, zh } = say(meaning({ change }), 0.01, 0.002);
    expect(en).toMatch(/^One unit more of “Age” \(unit: years\) is associated with a probability/);
    expect(zh).toMatch(/^“年龄”每增加一个单位（单位：岁），对应的参保的概率高 1.00 个百分点/);
  });

  it('is a tenth of what a variable is the logarithm of: b ln 1.1', () => {
    const change: Change = { kind: 'log', of: { en: 'Income', zh: '收入' } };
    const { en } = say(meaning({ change }), 0.08, 0.02);
    expect(en).toContain('10 % more of “Income”');
    expect(en).toContain(`higher by ${(100 * 0.08 * Math.log(1.1)).toFixed(2)} percentage points`);
    const elastic = say(meaning({ change, outcome: { kind: 'log', name: { en: 'Cost' } } }), 0.5, 0.1).en;
    expect(elastic).toContain(`higher by ${(100 * (1.1 ** 0.5 - 1)).toFixed(1)} %`);
  });

  it('is one of several columns of a variable, which says nothing alone', () => {
    const change: Change = { kind: 'column', column: { en: 'age^2' } };
    expect(say(meaning({ change }), 0.01, 0.002).en).toMatch(/^One unit more of the column “age\^2” alone/);
  });

  it('is a declared treatment, the only one with a causal verb', () => {
    const change: Change = { kind: 'treatment', variable: { en: 'The reform', zh: '改革' } };
    const place = {
      fixedEffects: [
        { en: 'Region', zh: '地区' },
        { en: 'Wave', zh: '年份' },
      ],
      derivative: true,
    };
    const { en, zh } = say(meaning({ change, place }), 0.094, 0.02);
    expect(en).toMatch(/^The reform raised the probability of being insured by 9.4 percentage points/);
    expect(en).toContain('compared with those not or not yet under it, with fixed effects of Region and Wave');
    expect(en).toContain('as a derivative, not as the full change');
    expect(zh).toMatch(/^改革使参保的概率提高 9.4 个百分点/);
    expect(zh).toContain('含地区、年份固定效应');
    expect(say(meaning({}), 0.094, 0.02).en).not.toMatch(/raised|lowered|effect/);
  });

  it('is an association where the model has no effects of the units that adopt it', () => {
    const change: Change = { kind: 'treatment', variable: { en: 'The reform', zh: '改革' } };
    const region = [{ en: 'Region', zh: '地区' }];
    const place = { fixedEffects: region, across: { en: 'Province', zh: '省份' } };
    const { en, zh } = say(meaning({ change, place }), 0.094, 0.02);
    expect(en).toMatch(/^The reform is associated with a probability of being insured higher by 9.4 percentage points/);
    expect(en).toContain(
      'with fixed effects of Region and none of the adopting “Province”: what sets these apart for other reasons is counted too',
    );
    expect(en).not.toMatch(/raised|lowered|effect of|assumptions/);
    expect(zh).not.toMatch(/使|提高/);
    expect(zh).toContain('但无实施单位“省份”的固定效应');
    const groups = [{ en: 'Young' }, { en: 'Old' }] as const;
    const difference = differenceSentence(meaning({ change, place }), { groups, estimate: estimate(0.5, 0.1) }, 0.95);
    expect(difference.en).toContain('The difference in the association of The reform with');
    expect(say(meaning({ change, place: { ...place, fixedEffects: [] } }), 0.094, 0.02).en).toContain(
      'with no fixed effects of the adopting “Province”',
    );
  });
});

describe('what the interval does not tell from zero', () => {
  it('is said so, with the interval, and never as no effect', () => {
    const { en, zh } = say(meaning({}), 0.011, 0.0163, 0.49);
    expect(en).toBe(
      'For “South” rather than “North” (Town), the difference in the probability of being insured is not distinguishable from zero: ' +
        '95 % interval from -2.1 to 4.3 percentage points (estimate 1.1 percentage points, p = 0.490), averaged over 1,165 patients.',
    );
    expect(zh).toBe(
      '“城镇”为“南镇”而非“北镇”时，参保的概率的差异与零无法区分：95 % 置信区间为 -2.1 至 4.3 个百分点（估计值 1.1 个百分点，p = 0.490），对 1,165 名患者取平均。',
    );
  });

  it('is one for a ratio', () => {
    const of = meaning({ quantity: 'odds_ratio', link: 'logit', place: { at: 'terms' } });
    expect(say(of, 0.1, 0.1, 0.3).en).toContain(
      'is not distinguishable from a ratio of one: 95 % interval from 0.91 to 1.34',
    );
  });

  it('is not estimated where there is no number', () => {
    const omitted = { ...estimate(Number.NaN, Number.NaN), omitted: 'collinear' };
    expect(keySentence(meaning({}), omitted, 0.95).en).toBe(
      '“South” rather than “North” (Town): not estimated (collinear).',
    );
  });
});

describe('effects of several fits', () => {
  const change: Change = { kind: 'treatment', variable: { en: 'The reform', zh: '改革' } };

  it('an indirect effect is an association, beside the total', () => {
    const indirect = {
      kind: 'product' as const,
      mediator: { en: 'Trust' },
      estimate: estimate(0.017, 0.005, 0.001),
      total: estimate(0.1, 0.03),
    };
    expect(indirectSentence(meaning({ change }), indirect, 0.95).en).toBe(
      'The indirect association of The reform with the probability of being insured through “Trust” is 1.70 percentage points ' +
        '(95 % interval from 0.72 to 2.68 percentage points, p = 0.001, product of coefficients, delta method), ' +
        'averaged over 1,165 patients; the total is 10.0 percentage points.',
    );
  });

  it('takes the interval of the bootstrap where there is one', () => {
    const bootstrap = {
      draws: 999,
      mean: 0,
      stdError: 0,
      biasCorrection: 0,
      values: [],
      intervals: [{ method: 'percentile' as const, quantiles: 'type6' as const, low: -0.01, high: 0.04 }],
    };
    const { en } = indirectSentence(
      meaning({ change }),
      { kind: 'product', estimate: estimate(0.017, 0.005), bootstrap },
      0.95,
    );
    expect(en).toContain('not distinguishable from zero: 95 % interval from -1.0 to 4.0 percentage points');
    expect(en).toContain('percentile bootstrap');
  });

  it('a share is in per cent, log odds add up, and groups are named in order', () => {
    const share = { kind: 'share_product' as const, estimate: estimate(0.16, 0.05) };
    const said = indirectSentence(meaning({ change }), share, 0.95).en;
    expect(said).toContain('is 16.0 % (95 % interval from 6.2 to 25.8 %');
    expect(said).toContain('shares of several mediators overlap and cannot be added');
    const logit = meaning({ change, quantity: 'odds_ratio', link: 'logit', place: { at: 'terms' } });
    const groups = [{ en: 'Young' }, { en: 'Old' }] as const;
    const { en } = differenceSentence(logit, { groups, estimate: estimate(0.5, 0.1) }, 0.95);
    expect(en).toContain('between “Young” and “Old” (the former minus the latter) is 0.50 log odds');
  });
});

describe('words', () => {
  const changes: readonly Change[] = [
    LEVEL,
    { kind: 'binary', variable: { en: 'Male', zh: '男' } },
    { kind: 'unit', variable: { en: 'Age', zh: '年龄' } },
    { kind: 'treatment', variable: { en: 'Reform', zh: '改革' } },
  ];
  const events = changes.flatMap((change) =>
    [0.08, -0.08, 0.001].map((value) =>
      say(meaning({ change, outcome: { ...EVENT, mean: 0.6 } }), value, 0.02, value === 0.001 ? 0.96 : 0.001),
    ),
  );

  it('never call a difference of probabilities a percentage', () => {
    for (const { en, zh } of events) {
      const withoutMean = en.replace(/; that is .*? % of the overall mean, .*? %/, '').replaceAll('95 % interval', '');
      expect(withoutMean).not.toMatch(/%|per ?cent\b(?!age points)|percentage(?! points)/);
      expect(withoutMean).toContain('percentage points');
      expect(zh.replace(/；相当于总体均值（.*? %）的 .*? %/, '').replaceAll('95 % 置信区间', '')).not.toMatch(
        /%|百分比|百分之/,
      );
      expect(zh).toContain('个百分点');
    }
  });

  it('never say that there is no effect, nor that something is significant or proven', () => {
    for (const { en, zh } of events) {
      expect(en).not.toMatch(/no effect|no difference|insignificant|significant|proves?|caused/i);
      expect(zh).not.toMatch(/没有(影响|效应|差异)|无(影响|效应|差异)|显著|证明/);
    }
  });

  it('before any data say what a tenth will mean', () => {
    expect(readingWords(meaning({})).en).toContain(
      'an estimate of 0.10 means the probability of being insured higher by 10.0 percentage points, not by 10.0 %',
    );
    const logged = readingWords(meaning({ outcome: { kind: 'log', name: { en: 'Cost' } } })).en;
    expect(logged).toContain(`higher by ${(100 * Math.expm1(0.1)).toFixed(1)} % (10.0 log points)`);
    const odds = meaning({ quantity: 'odds_ratio', link: 'logit', exponentiated: true });
    expect(readingWords(odds).en).toContain(
      'an estimate of 1.11 means the odds of being insured times 1.105 (0.10 log odds)',
    );
  });
});

describe('numbers', () => {
  it('have two digits of the half width of their interval', () => {
    expect(decimalsFor({ value: 9.6, low: 3.9, high: 15.3 })).toBe(1);
    expect(decimalsFor({ value: 1312, low: 700, high: 1900 })).toBe(0);
    expect(decimalsFor({ value: 0.0123, low: Number.NaN, high: Number.NaN })).toBe(4);
    expect(decimalsFor({ value: 20, low: -50, high: 70, least: 1 })).toBe(1);
    expect(numberText(-1234567.891, 1)).toBe('-1,234,567.9');
  });
});
