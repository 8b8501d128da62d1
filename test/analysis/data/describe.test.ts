/** Summaries against R and the oracle cases: cells, intervals and every statistic of the tests. */
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/analysis/data/column.ts';
import { summarize } from '../../../src/analysis/data/describe.ts';
import type { Frame } from '../../../src/analysis/data/frame.ts';
import type { RowCondition } from '../../../src/analysis/data/row-condition.ts';
import type { SummaryGroupsRequest, SummaryRowRequest } from '../../../src/analysis/data/summary-request.ts';
import { toRowCondition } from '../../../src/analysis/expressions/to-row-condition.ts';
import { categorical, frameOf, numeric, thrown } from '../frames.ts';

/** Student's sleep data as R's datasets hold them (case ttest-sleep). */
const sleep = frameOf(
  numeric(
    'extra',
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
  ),
  numeric('drug', [...Array(10).fill(1), ...Array(10).fill(2)]),
  numeric('patient', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
);

/** Smoking and low birth weight as counts (case chi2-lbw-smoke), and party by gender (case chi2-party-gender-counts). */
const births = frameOf(
  numeric('smoke', [0, 0, 1, 1]),
  numeric('low', [0, 1, 0, 1]),
  numeric('count', [86, 29, 44, 30]),
);
const parties = frameOf(
  categorical('gender', ['F', 'M'], ['F', 'F', 'F', 'M', 'M', 'M']),
  categorical(
    'party',
    ['Democrat', 'Independent', 'Republican'],
    ['Democrat', 'Independent', 'Republican', 'Democrat', 'Independent', 'Republican'],
  ),
  numeric('count', [762, 327, 468, 484, 239, 477]),
);

function ask(frame: Frame, rows: readonly SummaryRowRequest[], groups?: SummaryGroupsRequest, weights?: string) {
  const options = { ...(groups && { groups }), ...(weights !== undefined && { weights }) };
  return summarize(frame, { name: 'table', label: { en: 'Table' }, sample: 'all', rows, variables: [], ...options });
}

const by = (variable: string, more: object = {}): SummaryGroupsRequest => ({ by: 'levels', variable, ...more });

function close(found: unknown, expected: number): void {
  expect(Math.abs((found as number) - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
}

describe('means', () => {
  it('by group, with sizes, missing counts and the t interval', () => {
    const frame = frameOf(
      numeric('x', [1, 2, 4, null, 8, null]),
      categorical('g', ['a', 'b'], ['a', 'a', 'a', 'a', 'b', null]),
    );
    const { groups, rows } = ask(
      frame,
      [{ statistic: 'mean_sd', variable: 'x', confLevel: 0.95 }],
      by('g', { total: 'first' }),
    );
    expect(groups).toEqual([
      { key: 'total', label: { en: 'Total', zh: '合计' }, nobs: 6 },
      { key: 'a', label: { en: 'a' }, nobs: 4 },
      { key: 'b', label: { en: 'b' }, nobs: 1 },
    ]);
    const [total, a, b] = rows[0]!.cells;
    expect(total).toMatchObject({ nobs: 4, missing: 2, mean: 3.75 });
    expect(a).toMatchObject({ group: 'a', nobs: 3, missing: 1, count: Number.NaN });
    close(a!.mean, 7 / 3);
    close(a!.sd, Math.sqrt(7 / 3)); // sum of squares 21 - 49/3 = 14/3, over 2
    close(a!.confLow, -1.4612497002634259); // R: t.test(c(1, 2, 4))$conf.int
    close(a!.confHigh, 6.1279163669300933);
    expect(b).toMatchObject({ nobs: 1, mean: 8, sd: Number.NaN });
  });

  it('with t tests: pooled, Welch, variance ratio and pairs (case ttest-sleep)', () => {
    const request = { statistic: 'mean_sd', variable: 'extra', pairs: 'patient' } as const;
    const { rows } = ask(
      sleep,
      [
        { ...request, test: 't_welch' },
        { ...request, test: 't_pooled' },
      ],
      by('drug'),
    );
    const [welch, pooled] = rows.map((row) => row.test!);
    close(welch!.statistic, -1.860813467486853);
    close(welch!.pValue, 0.07939414018735817);
    close(welch!.detail.df, 17.7764735161785);
    close(pooled!.statistic, -1.8608134674868528);
    close(pooled!.pValue, 0.07918671421593818);
    expect(pooled!.detail.df).toBe(18);
    for (const { detail } of [welch!, pooled!]) {
      close(detail.welchConfLow, -3.3654832307117104);
      close(detail.pooledConfHigh, 0.2038740322875986);
      close(detail.pooledStdError, 0.8490910172387621);
      close(detail.varianceRatio, 0.7983426179983925);
      close(detail.varianceRatioPValue, 0.7427199317260451);
      close(detail.paired, -4.062127683382037);
      close(detail.pairedPValue, 0.00283289019738427);
      expect(detail).toMatchObject({ pairedDf: 9, pairs: 10, groupCount: [10, 10] });
    }
    expect(rows[0]!.cells.map(({ group }) => group)).toEqual(['1', '2']);
  });

  it('first minus second in the order of the groups', () => {
    const row = { statistic: 'mean_sd', variable: 'extra', test: 't_pooled' } as const;
    const turned = ask(sleep, [row], by('drug', { levels: ['2', '1'] })).rows[0]!;
    close(turned.test!.statistic, 1.8608134674868528);
    expect(turned.cells.map(({ group }) => group)).toEqual(['2', '1']);
  });

  it('with analysis of variance', () => {
    // R: x <- c(1, 2, 3, 2, 4, 6, 5, 5, 8); summary(aov(x ~ gl(3, 3))); oneway.test(x ~ gl(3, 3)); bartlett.test(x, gl(3, 3))
    const frame = frameOf(
      numeric('x', [1, 2, 3, 2, 4, 6, 5, 5, 8, 9]),
      categorical('g', ['a', 'b', 'c'], ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c', null]),
    );
    const test = ask(frame, [{ statistic: 'mean_sd', variable: 'x', test: 'anova' }], by('g')).rows[0]!.test!;
    expect(test).toMatchObject({ test: 'anova', excluded: 1 });
    expect(test.detail).toMatchObject({
      dfBetween: 2,
      dfWithin: 6,
      groupMean: [2, 4, 6],
      groupCount: [3, 3, 3],
      ssBetween: 24,
      ssWithin: 16,
    });
    close(test.statistic, 4.5);
    close(test.pValue, 0.064);
    close(test.detail.welch, 5.3364540667056763);
    close(test.detail.welchPValue, 0.082940835211446573);
    close(test.detail.bartlettPValue, 0.68771240534433387);
  });
});

describe('shares', () => {
  const [democrat, , republican] = [762 + 484, 327 + 239, 468 + 477];

  it('of all levels, the test of the whole table on the first row (case chi2-party-gender-counts)', () => {
    const { groups, rows } = ask(
      parties,
      [{ statistic: 'n_percent', variable: 'party', test: 'chi_square' }],
      by('gender', { total: 'last' }),
      'count',
    );
    expect(groups.map(({ nobs }) => nobs)).toEqual([1557, 1200, 2757]);
    expect(rows.map(({ key }) => key)).toEqual(['party=Democrat', 'party=Independent', 'party=Republican']);
    expect(rows[0]!.cells.map(({ count }) => count)).toEqual([762, 484, democrat]);
    close(rows[2]!.cells[2]!.share, republican / 2757);
    const { test } = rows[0]!;
    close(test!.statistic, 30.070149095754672);
    close(test!.pValue, 2.953589183211757e-7);
    close(test!.detail.likelihoodRatio, 30.016692613239666);
    close(test!.detail.cramersV, 0.10443580235646777);
    close(test!.detail.minimumExpected, 246.35473340587595);
    expect(test!.detail).toMatchObject({
      df: 2,
      total: 2757,
      cellsExpectedBelow5: 0,
      observed: [
        [762, 484],
        [327, 239],
        [468, 477],
      ],
    });
    expect(rows[1]!.test).toBeUndefined();
  });

  it('of a 0/1 number stand for its 1, with Yates and Fisher (case chi2-lbw-smoke)', () => {
    const { rows } = ask(
      births,
      [{ statistic: 'n_percent', variable: 'low', test: 'chi_square' }],
      by('smoke'),
      'count',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ key: 'low=1', level: '1', label: { en: 'low' } });
    expect(rows[0]!.cells.map(({ count, nobs }) => [count, nobs])).toEqual([
      [29, 115],
      [30, 74],
    ]);
    const { test } = rows[0]!;
    close(test!.statistic, 4.923705434361292);
    close(test!.pValue, 0.0264906425305024);
    close(test!.detail.yates, 4.235928545602458);
    close(test!.detail.fisherPValue, 0.0361764986911911);
  });

  it('of one level test it against all others', () => {
    const one = ask(
      parties,
      [{ statistic: 'n_percent', variable: 'party', level: 'Democrat', test: 'chi_square', label: { en: 'Dem' } }],
      by('gender'),
      'count',
    );
    // R: chisq.test(rbind(c(762, 795), c(484, 716)), correct = FALSE)
    close(one.rows[0]!.test!.statistic, 20.268485906729197);
    expect(one.rows[0]!.label).toEqual({ en: 'Dem' });
  });

  it('as mean and SD of a 0/100 indicator', () => {
    const { rows } = ask(births, [{ statistic: 'percent_mean_sd', variable: 'low' }], by('smoke'), 'count');
    // case ttest-lbw-binary
    close(rows[0]!.cells[0]!.mean / 100, 0.25217391304347825);
    close(rows[0]!.cells[0]!.sd / 100, 0.4361610490598741);
    close(rows[0]!.cells[1]!.sd / 100, 0.49432169989196306);
  });

  it('with intervals', () => {
    const cells = (interval?: 'wald') =>
      ask(births, [{ statistic: 'proportion', variable: 'low', ...(interval && { interval }) }], by('smoke'), 'count')
        .rows[0]!.cells;
    // R: prop.test(29, 115, correct = FALSE)$conf.int; 29/115 + c(-1, 1) * qnorm(0.975) * sqrt(29/115 * 86/115 / 115)
    close(cells()[0]!.confLow, 0.18169936213655813);
    close(cells()[0]!.confHigh, 0.33867003953831876);
    close(cells('wald')[0]!.confLow, 0.17280516038930949);
    close(cells('wald')[0]!.confHigh, 0.33154266569764701);
    const intervalOf = (request: object) =>
      ask(births, [{ variable: 'low', statistic: 'proportion', ...request }], by('smoke'), 'count').rows[0]!.interval;
    expect(intervalOf({})).toEqual({ method: 'wilson', level: 0.95 });
    expect(intervalOf({ interval: 'wald', confLevel: 0.9 })).toEqual({ method: 'wald', level: 0.9 });
    expect(intervalOf({ statistic: 'n_percent' })).toBeUndefined();
  });

  it('count missing values apart and show levels that nobody has', () => {
    const frame = frameOf(
      categorical('x', ['yes', 'no', 'never'], ['yes', null, 'no', 'yes']),
      numeric('zero', [0, 0, null, 0]),
    );
    const { rows } = ask(frame, [
      { statistic: 'n_percent', variable: 'x' },
      { statistic: 'n_percent', variable: 'zero' },
    ]);
    expect(rows.map(({ cells: [cell] }) => [cell!.count, cell!.nobs, cell!.missing])).toEqual([
      [2, 3, 1],
      [1, 3, 1],
      [0, 3, 1],
      [0, 3, 1],
    ]);
  });
});

describe('groups by condition', () => {
  const group = (key: string, where?: string): { key: string; label: { en: string }; where?: RowCondition } => ({
    key,
    label: { en: key },
    ...(where !== undefined && { where: toRowCondition(where) }),
  });
  const row: SummaryRowRequest = { statistic: 'mean_sd', variable: 'extra', test: 't_pooled' };

  it('may overlap, with a total among them', () => {
    const groups = {
      by: 'conditions',
      groups: [group('all'), group('better', 'extra > 0'), group('one', 'drug == 1')],
    } as const;
    expect(ask(sleep, [{ statistic: 'mean_sd', variable: 'extra' }], groups).groups.map(({ nobs }) => nobs)).toEqual([
      20, 14, 10,
    ]);
  });

  it('are compared when they exclude each other', () => {
    const groups = {
      by: 'conditions',
      groups: [group('all'), group('one', 'drug == 1'), group('two', 'drug == 2')],
    } as const;
    close(ask(sleep, [row], groups).rows[0]!.test!.statistic, -1.8608134674868528);
    const overlapping = {
      by: 'conditions',
      groups: [group('one', 'drug == 1'), group('better', 'extra > 0')],
    } as const;
    expect(thrown(() => ask(sleep, [row], overlapping))).toContain(
      'E-SPEC-VALUE the groups "one" and "better" overlap, so no test can compare them',
    );
  });
});

describe('refusals', () => {
  const hidden = (column: Column): Column => ({ ...column, info: { ...column.info, private: true } });
  const person = hidden(categorical('person', ['canary-1', 'canary-2'], ['canary-1', 'canary-2']));

  it.each([
    [
      'a t test of three groups',
      parties,
      { statistic: 'mean_sd', variable: 'count', test: 't_welch' },
      by('party'),
      'a t test of "count" between 3 groups; two groups; test: anova for more',
    ],
    [
      'a test without groups',
      sleep,
      { statistic: 'mean_sd', variable: 'extra', test: 'anova' },
      undefined,
      'a test between groups without two groups',
    ],
    [
      'a mean of categories',
      parties,
      { statistic: 'mean_sd', variable: 'party' },
      undefined,
      'E-DATA-COLUMN column "party" is categorical',
    ],
    [
      'an unknown level',
      parties,
      { statistic: 'n_percent', variable: 'party', level: 'Democrats' },
      undefined,
      'E-SPEC-NAME column "party" has no level "Democrats"; nearest: "Democrat"',
    ],
    [
      'an unknown group',
      parties,
      { statistic: 'n_percent', variable: 'party' },
      by('gender', { levels: ['F', 'W'] }),
      'E-SPEC-NAME column "gender" has no level "W"',
    ],
    [
      'an unknown column',
      sleep,
      { statistic: 'mean_sd', variable: 'exrta' },
      undefined,
      'no column "exrta"; nearest: "extra"',
    ],
    [
      'levels of a private column',
      frameOf(person),
      { statistic: 'n_percent', variable: 'person' },
      undefined,
      'the levels of the private column "person" in a table',
    ],
    [
      'groups by a private column',
      frameOf(person, numeric('x', [1, 2])),
      { statistic: 'mean_sd', variable: 'x' },
      by('person'),
      'groups by the private column "person"',
    ],
    [
      'a level of a private column that is not there',
      frameOf(person),
      { statistic: 'n_percent', variable: 'person', level: 'canary-3' },
      undefined,
      'E-SPEC-NAME',
    ],
  ] as [string, Frame, SummaryRowRequest, SummaryGroupsRequest | undefined, string][])(
    '%s',
    (_, frame, row, groups, message) => {
      const said = thrown(() => ask(frame, [row], groups));
      expect(said).toContain(message);
      expect(said).not.toMatch(/canary-[12]/);
    },
  );

  it('weights that are not frequencies, and pairs that do not pair', () => {
    const halves = frameOf(numeric('x', [1, 2]), numeric('w', [0.5, 1]));
    expect(thrown(() => ask(halves, [{ statistic: 'mean_sd', variable: 'x' }], undefined, 'w'))).toContain(
      'E-FIT-WEIGHTS',
    );
    const row: SummaryRowRequest = { statistic: 'mean_sd', variable: 'extra', test: 't_pooled', pairs: 'drug' };
    expect(thrown(() => ask(sleep, [row], by('drug')))).toContain('"drug" does not pair the rows of "extra"');
  });
});
