/** Group tests against R, against exact enumeration and against the golden cases at full precision. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exactDecimal } from '../../src/numerics/exact-decimal.ts';
import { fisherExact } from '../../src/numerics/fisher-exact.ts';
import {
  contingencyTable,
  type MeanDifference,
  onewayAnova,
  pairedTTest,
  pearsonChiSquare,
  tTest,
} from '../../src/numerics/group-tests.ts';
import { relativeError } from './relative-error.ts';

const GOLDEN = new URL('../golden/', import.meta.url);

interface GoldenCase {
  readonly data: string;
  readonly model: { outcome: string; group: string; levels?: string[] };
  // biome-ignore lint/suspicious/noExplicitAny: the shape of `expected` differs from case to case.
  readonly expected: any;
}

function goldenCase(id: string): GoldenCase {
  return JSON.parse(readFileSync(new URL(`cases/${id}.json`, GOLDEN), 'utf8'));
}

function readColumns(golden: GoldenCase): { group: string[]; outcome: string[] } {
  const lines = readFileSync(new URL(golden.data, GOLDEN), 'utf8').trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(','));
  const [group, outcome] = [golden.model.group, golden.model.outcome].map((name) => rows[0]!.indexOf(name));
  return { group: rows.slice(1).map((row) => row[group!]!), outcome: rows.slice(1).map((row) => row[outcome!]!) };
}

function exactColumns(texts: readonly string[]) {
  const pairs = texts.map(exactDecimal);
  return {
    values: Float64Array.from(pairs, (pair) => pair.value),
    low: Float64Array.from(pairs, (pair) => pair.low),
  };
}

function near(computed: number, reference: number, tolerance = 1e-12) {
  expect(relativeError(computed, reference), `${computed} for ${reference}`).toBeLessThan(tolerance);
}

describe('one-way analysis of variance', () => {
  const ids = readdirSync(new URL('cases/', GOLDEN))
    .filter((name) => /^(nist-)?anova-/.test(name))
    .map((name) => name.replace('.json', ''));

  it('has its golden cases', () => expect(ids.length).toBeGreaterThanOrEqual(13));

  it.each(ids)('%s', (id) => {
    const golden = goldenCase(id);
    const { expected } = golden;
    const columns = readColumns(golden);
    const levels = [...new Set(columns.group)].filter((level) => level !== '').sort();
    const { values, low } = exactColumns(columns.outcome);
    const anova = onewayAnova(
      values,
      low,
      Int32Array.from(columns.group, (level) => levels.indexOf(level)),
      levels.length,
    );
    expect([anova.count, anova.groupCount, anova.dfNumerator, anova.dfDenominator, anova.excluded]).toEqual([
      expected.n,
      expected.groups,
      expected.df_between,
      expected.df_within,
      expected.n_excluded ?? 0,
    ]);
    near(anova.statistic, expected.f, 1e-14);
    near(anova.ssBetween, expected.ss_between, 1e-14);
    near(anova.ssWithin, expected.ss_within, 1e-14);
    near(anova.rSquared, expected.r2, 1e-14);
    near(anova.rmse, expected.rmse, 1e-14);
    if (expected.ms_between !== undefined) {
      near(anova.msBetween, expected.ms_between, 1e-14);
      near(anova.msWithin, expected.ms_within, 1e-14);
    }
    if (expected.p !== undefined) near(anova.pValue, expected.p, 1e-13);
    if (expected.welch === undefined) return;
    near(anova.welch!.statistic, expected.welch.f);
    near(anova.welch!.dfDenominator, expected.welch.df2);
    expect(anova.welch!.dfNumerator).toBe(expected.welch.df1);
    near(anova.welch!.pValue, expected.welch.p);
    near(anova.bartlett!.statistic, expected.bartlett.statistic);
    expect(anova.bartlett!.df).toBe(expected.bartlett.df);
    near(anova.bartlett!.pValue, expected.bartlett.p);
    levels.forEach((level, g) => {
      expect(anova.groups[g]!.count).toBe(expected.group_n[level]);
      near(anova.groups[g]!.mean, expected.group_mean[level], 1e-14);
      near(anova.groups[g]!.standardDeviation, expected.group_sd[level], 1e-14);
    });
  });

  it('takes frequency weights for repeated rows', () => {
    // R: yy <- rep(y, w); anova(lm(yy ~ gg)), oneway.test, bartlett.test
    const anova = onewayAnova(
      Float64Array.from([3, 5, 4, 8, 9, 7, 7.5, 2, 1, 2.5]),
      null,
      Int32Array.from([0, 0, 0, 1, 1, 1, 1, 2, 2, 2]),
      4,
      Float64Array.from([2, 1, 1, 1, 3, 1, 1, 1, 2, 1]),
    );
    expect([anova.count, anova.groupCount, anova.dfNumerator, anova.dfDenominator]).toEqual([14, 3, 2, 11]);
    near(anova.statistic, 76.16702470461874);
    near(anova.pValue, 3.5953217096184464e-7);
    near(anova.welch!.statistic, 76.60395559163868);
    near(anova.welch!.dfDenominator, 6.6215008431004634);
    near(anova.welch!.pValue, 2.6437751797379956e-5);
    near(anova.bartlett!.statistic, 0.15948411096128468);
    near(anova.bartlett!.pValue, 0.9233544899015026);
    expect(anova.groups[3]).toEqual({ count: 0, mean: Number.NaN, standardDeviation: Number.NaN });
  });

  it('says where it is undefined', () => {
    const alone = onewayAnova(Float64Array.from([1, 2, 4]), null, Int32Array.from([0, 0, 0]), 1);
    expect([alone.statistic, alone.pValue, alone.welch, alone.bartlett]).toEqual([Number.NaN, Number.NaN, null, null]);
    const single = onewayAnova(Float64Array.from([1, 2, 4, 9]), null, Int32Array.from([0, 0, 0, 1]), 2);
    expect(single.welch).toBeNull();
    // Closed form: means 7/3 and 9, within 14/3 on 2 df, between 100/3.
    near(single.statistic, 100 / 3 / (14 / 3 / 2), 1e-14);
    const missing = onewayAnova(Float64Array.from([1, Number.NaN, 2, 4]), null, Int32Array.from([0, 0, -1, 0]), 1);
    expect([missing.count, missing.excluded]).toEqual([2, 2]);
    expect(onewayAnova(new Float64Array(0), null, new Int32Array(0), 2).count).toBe(0);
  });
});

describe('Pearson chi-squared', () => {
  it.each(['chi2-lbw-smoke', 'chi2-nlsw-race-union', 'chi2-nlsw-sparse', 'chi2-party-gender-counts'])('%s', (id) => {
    const { expected } = goldenCase(id);
    const test = pearsonChiSquare(expected.observed);
    expect([test.total, test.df, test.cellsExpectedBelow5]).toEqual([
      expected.n,
      expected.df,
      expected.cells_expected_below_5,
    ]);
    near(test.statistic, expected.statistic);
    near(test.pValue, expected.p);
    near(test.likelihoodRatio.statistic, expected.lr_statistic);
    near(test.likelihoodRatio.pValue, expected.lr_p);
    near(test.cramersV, expected.cramers_v);
    near(test.minimumExpected, expected.min_expected);
    expected.expected_counts.forEach((row: number[], i: number) => {
      row.forEach((count, j) => {
        near(test.expected[i]![j]!, count);
      });
    });
    if (expected.fisher_p === undefined) {
      expect([test.yates, test.fisherPValue]).toEqual([null, null]);
      return;
    }
    near(test.yates!.statistic, expected.yates_statistic);
    near(test.yates!.pValue, expected.yates_p);
    near(test.fisherPValue!, expected.fisher_p);
  });

  it('keeps a p-value below the smallest normal double', () => {
    const p = pearsonChiSquare(goldenCase('chi2-nlsw-sparse').expected.observed).likelihoodRatio.pValue;
    expect(p).toBeGreaterThan(5.5955e-318);
    expect(p).toBeLessThan(5.5956e-318);
  });

  it('does not count empty rows and columns', () => {
    const full = pearsonChiSquare([
      [10, 20, 5],
      [7, 9, 30],
    ]);
    const padded = pearsonChiSquare([
      [10, 0, 20, 5],
      [0, 0, 0, 0],
      [7, 0, 9, 30],
    ]);
    expect([padded.statistic, padded.df, padded.pValue]).toEqual([full.statistic, 2, full.pValue]);
    expect(padded.minimumExpected).toBe(full.minimumExpected);
    const flat = pearsonChiSquare([[3, 4, 5]]);
    expect([flat.df, flat.pValue, flat.cramersV]).toEqual([0, Number.NaN, Number.NaN]);
  });

  it('draws no deviation beyond zero with the continuity correction', () => {
    // Every deviation is 1/6 < 1/2, so the corrected statistic is zero.
    const test = pearsonChiSquare([
      [2, 3],
      [3, 4],
    ]);
    expect(test.yates!.statistic).toBeLessThan(1e-25);
    near(test.yates!.pValue, 1);
    expect(test.statistic).toBeGreaterThan(0.005);
  });

  it('tabulates codes with frequency weights', () => {
    const rows = Int32Array.from([0, 1, 1, 0, -1, 1]);
    const columns = Int32Array.from([0, 0, 1, -1, 1, 1]);
    expect(contingencyTable(rows, columns, 2, 2)).toEqual({
      table: [
        [1, 0],
        [1, 2],
      ],
      excluded: 2,
    });
    const weights = Float64Array.from([2, 3, 0.5, 1, 1, 0]);
    expect(contingencyTable(rows, columns, 2, 2, weights)).toEqual({
      table: [
        [2, 0],
        [3, 0.5],
      ],
      excluded: 3,
    });
  });
});

describe("Fisher's exact test", () => {
  // Exact rational enumeration of the hypergeometric distribution (Python fractions).
  it.each([
    [3, 1, 1, 3, 0.4857142857142857],
    [1, 11, 9, 3, 0.0027594561852200836],
    [200, 15, 10, 300, 8.790525802081564e-112],
    [1000, 1400, 2500, 900, 2.4192575529061852e-132],
    [86, 29, 44, 30, 0.036176498691191196],
  ])('[%d, %d, %d, %d]', (a, b, c, d, expected) => near(fisherExact(a, b, c, d), expected));

  it('is one for an empty margin and undefined for fractions', () => {
    expect([fisherExact(0, 0, 4, 5), fisherExact(4, 0, 5, 0)]).toEqual([1, 1]);
    expect([fisherExact(1.5, 2, 3, 4), fisherExact(-1, 2, 3, 4)]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('t tests', () => {
  function compare(computed: MeanDifference, expected: Record<string, number> & { ci95: number[] }) {
    near(computed.difference, expected.difference!);
    near(computed.standardError, expected.se!);
    near(computed.statistic, expected.t!);
    near(computed.df, expected.df!);
    near(computed.pValue, expected.p!);
    near(computed.interval.low, expected.ci95[0]!);
    near(computed.interval.high, expected.ci95[1]!);
  }

  it.each(['ttest-lbw-binary', 'ttest-nlsw-wage-union'])('%s', (id) => {
    const golden = goldenCase(id);
    const { expected } = golden;
    const columns = readColumns(golden);
    const { values, low } = exactColumns(columns.outcome);
    const groups = Int32Array.from(columns.group, (level) => golden.model.levels!.indexOf(level));
    const test = tTest(values, low, groups, 0.95);
    expect([test.first.count, test.second.count, test.excluded]).toEqual([
      expected.n1,
      expected.n2,
      expected.n_excluded,
    ]);
    near(test.first.mean, expected.mean1);
    near(test.second.mean, expected.mean2);
    near(test.first.standardDeviation, expected.sd1);
    near(test.second.standardDeviation, expected.sd2);
    compare(test.welch, expected.welch);
    compare(test.pooled, expected.pooled);
    near(test.varianceRatio.statistic, expected.variance_ratio_f);
    near(test.varianceRatio.pValue, expected.variance_ratio_p);
  });

  const a = Float64Array.from([5.1, 4.9, 6.2, 5.8, Number.NaN, 6.0, 5.5, 4.4]);
  const b = Float64Array.from([5.6, 5.0, 6.9, 5.5, 6.1, 6.8, Number.NaN, 5.2]);

  it('pairs rows and leaves out incomplete pairs', () => {
    // R: t.test(a, b, paired = TRUE, conf.level = 0.9)
    const paired = pairedTTest(a, b, 0.9);
    expect([paired.pairs, paired.df]).toEqual([6, 5]);
    near(paired.statistic, -2.381415742703763);
    near(paired.pValue, 0.06305428267863884);
    near(paired.interval.low, -0.8000007794185463);
    near(paired.interval.high, -0.06666588724812023);
  });

  it('compares two groups, other codes left out', () => {
    // R: t.test(a, b, conf.level = 0.99), t.test(var.equal = TRUE), var.test(a, b)
    const values = Float64Array.from([...a, ...b, 99]);
    const groups = Int32Array.from([...a.map(() => 0), ...b.map(() => 1), 2]);
    const test = tTest(values, null, groups, 0.99);
    expect([test.first.count, test.second.count, test.excluded]).toEqual([7, 7, 3]);
    near(test.welch.statistic, -1.2193979121480454);
    near(test.welch.df, 11.735774630331937);
    near(test.welch.pValue, 0.2466343064525915);
    near(test.welch.interval.low, -1.6069756059235032);
    near(test.welch.interval.high, 0.69268989163779005);
    near(test.pooled.pValue, 0.24611943176565104);
    near(test.varianceRatio.statistic, 0.7390572390572389);
    near(test.varianceRatio.pValue, 0.7228535576774763);
  });

  it('takes frequency weights for repeated rows', () => {
    const repeated = tTest(
      Float64Array.from([1, 1, 3, 2, 7, 7, 7]),
      null,
      Int32Array.from([0, 0, 0, 1, 1, 1, 1]),
      0.95,
    );
    const weighted = tTest(
      Float64Array.from([1, 3, 2, 7]),
      null,
      Int32Array.from([0, 0, 1, 1]),
      0.95,
      Float64Array.from([2, 1, 1, 3]),
    );
    near(weighted.welch.pValue, repeated.welch.pValue, 1e-14);
    near(weighted.pooled.interval.low, repeated.pooled.interval.low, 1e-14);
    near(weighted.varianceRatio.pValue, repeated.varianceRatio.pValue, 1e-14);
  });

  it('is NaN for a group of one where a variance is needed', () => {
    const test = tTest(Float64Array.from([1, 2, 3]), null, Int32Array.from([0, 1, 1]), 0.95);
    expect([test.welch.pValue, test.varianceRatio.pValue, test.first.standardDeviation].every(Number.isNaN)).toBe(true);
    // One observation in a group still leaves the pooled test: t = (1 - 2.5) / sqrt(0.5 (1 + 1/2)) on one df.
    near(test.pooled.statistic, -1.5 / Math.sqrt(0.75));
  });
});
