/** A test between groups as results report it: the statistic that was asked for, and every companion by name. */
import { Failure } from '../../errors/failure.ts';
import { contingencyTable, onewayAnova, pairedTTest, pearsonChiSquare, tTest } from '../../numerics/group-tests.ts';
import type { GroupTest } from '../../results/summary.ts';
import { toCategorical } from './categorical.ts';
import type { CategoricalColumn, Column, NumericColumn } from './column.ts';
import type { MeanTest } from './summary-request.ts';
import type { Compared } from './summary-sample.ts';

/** two-sided level of the intervals of mean differences */
const LEVEL = 0.95;

/**
 * Pearson's chi-squared test without continuity correction of a column against the groups. detail: observed and expected (levels x
 * groups), df, total, likelihood ratio, Cramer's V, smallest expected count, cells expected below 5; of a two-by-two table also
 * Yates and Fisher.
 */
export function chiSquareTest(column: CategoricalColumn, { codes, groups, weights }: Compared): GroupTest {
  const { table, excluded } = contingencyTable(column.codes, codes, column.levels.length, groups, weights);
  const test = pearsonChiSquare(table);
  const { likelihoodRatio, yates, fisherPValue } = test;
  return {
    test: 'chi_square',
    statistic: test.statistic,
    pValue: test.pValue,
    excluded,
    detail: {
      df: test.df,
      total: test.total,
      observed: table,
      expected: test.expected,
      likelihoodRatio: likelihoodRatio.statistic,
      likelihoodRatioPValue: likelihoodRatio.pValue,
      cramersV: test.cramersV,
      minimumExpected: test.minimumExpected,
      cellsExpectedBelow5: test.cellsExpectedBelow5,
      ...(yates && { yates: yates.statistic, yatesPValue: yates.pValue }),
      ...(fisherPValue !== null && { fisherPValue }),
    },
  };
}

/** A test of means between groups; a t test compares the first of two groups with the second. E-SPEC-VALUE for a t test of more. */
export function meanTest(
  name: MeanTest,
  column: NumericColumn,
  compared: Compared,
  pairs: Column | undefined,
): GroupTest {
  if (name === 'anova') return anovaTest(column, compared);
  if (compared.groups !== 2) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `a t test of "${column.info.name}" between ${compared.groups} groups`,
      accepted: 'two groups; test: anova for more',
    });
  }
  return twoMeansTest(name, column, compared, pairs);
}

/** detail: the analysis-of-variance table, size, mean and SD of each group, R squared, and Welch's and Bartlett's tests. */
function anovaTest({ values, low }: NumericColumn, { codes, groups, weights }: Compared): GroupTest {
  const test = onewayAnova(values, low, codes, groups, weights);
  const { welch, bartlett } = test;
  return {
    test: 'anova',
    statistic: test.statistic,
    pValue: test.pValue,
    excluded: test.excluded,
    detail: {
      total: test.count,
      groups: test.groupCount,
      dfBetween: test.dfNumerator,
      dfWithin: test.dfDenominator,
      ssBetween: test.ssBetween,
      ssWithin: test.ssWithin,
      msBetween: test.msBetween,
      msWithin: test.msWithin,
      rSquared: test.rSquared,
      rmse: test.rmse,
      groupCount: test.groups.map((group) => group.count),
      groupMean: test.groups.map((group) => group.mean),
      groupSd: test.groups.map((group) => group.standardDeviation),
      ...(welch && {
        welch: welch.statistic,
        welchDfNumerator: welch.dfNumerator,
        welchDfDenominator: welch.dfDenominator,
        welchPValue: welch.pValue,
      }),
      ...(bartlett && { bartlett: bartlett.statistic, bartlettDf: bartlett.df, bartlettPValue: bartlett.pValue }),
    },
  };
}

/** detail: size, mean and SD of both groups, the pooled and the Welch test whichever was asked for, and the variance-ratio test. */
function twoMeansTest(
  name: 't_pooled' | 't_welch',
  column: NumericColumn,
  { codes, weights }: Compared,
  pairs: Column | undefined,
): GroupTest {
  const test = tTest(column.values, column.low, codes, LEVEL, weights);
  const { first, second, varianceRatio } = test;
  const asked = name === 't_pooled' ? test.pooled : test.welch;
  const paired = pairs && pairedTest(column, codes, pairs);
  return {
    test: name,
    statistic: asked.statistic,
    pValue: asked.pValue,
    excluded: test.excluded,
    detail: {
      df: asked.df,
      groupCount: [first.count, second.count],
      groupMean: [first.mean, second.mean],
      groupSd: [first.standardDeviation, second.standardDeviation],
      ...differenceDetail('pooled', test.pooled),
      ...differenceDetail('welch', test.welch),
      varianceRatio: varianceRatio.statistic,
      varianceRatioPValue: varianceRatio.pValue,
      ...(paired && { ...differenceDetail('paired', paired), pairs: paired.pairs }),
    },
  };
}

type Difference = ReturnType<typeof tTest>['pooled'];

function differenceDetail(
  name: string,
  { difference, standardError, statistic, df, pValue, interval }: Difference,
): Record<string, number> {
  return {
    [`${name}Difference`]: difference,
    [`${name}StdError`]: standardError,
    [name]: statistic,
    [`${name}Df`]: df,
    [`${name}PValue`]: pValue,
    [`${name}ConfLow`]: interval.low,
    [`${name}ConfHigh`]: interval.high,
  };
}

/** Rows of the two groups that name the same pair; a pair without both members is left out. */
function pairedTest({ info, values }: NumericColumn, codes: Int32Array, pairs: Column): ReturnType<typeof pairedTTest> {
  const { codes: names, levels } = toCategorical(pairs);
  const members = [0, 1].map(() => new Float64Array(levels.length).fill(Number.NaN));
  const seen = [0, 1].map(() => new Set<number>());
  for (let row = 0; row < values.length; row++) {
    const group = codes[row]!;
    const pair = names[row]!;
    if (group === -1 || pair === -1) continue;
    if (seen[group]!.has(pair)) {
      throw new Failure('E-DATA-LEVEL', {
        finding: `"${pairs.info.name}" does not pair the rows of "${info.name}": a pair has two rows in one group`,
      });
    }
    seen[group]!.add(pair);
    members[group]![pair] = values[row]!;
  }
  return pairedTTest(members[0]!, members[1]!, LEVEL);
}
