/** Least squares against the certified values of the NIST Statistical Reference Datasets. */
import { describe, expect, it } from 'vitest';
import { caseFrame, coefOf, fitCase, oracleCase } from './oracle.ts';

const SETS = [
  'norris',
  'pontius',
  'noint1',
  'noint2',
  'filip',
  'longley',
  'wampler1',
  'wampler2',
  'wampler3',
  'wampler4',
  'wampler5',
];
const STATISTICS = {
  rmse: 'rmse',
  r2: 'rSquared',
  ss_model: 'ssModel',
  ss_residual: 'ssResidual',
  ms_model: 'msModel',
  ms_residual: 'msResidual',
  f_classical: 'fStatistic',
  df_residual: 'dfResidual',
  k: 'rank',
} as const;

describe('NIST linear regression', () => {
  for (const name of SETS) {
    it(`${name}: 13 digits in every parameter, standard error and sum of squares`, () => {
      const given = oracleCase(`nist-${name}`)!;
      const fit = fitCase(given);
      const { statistics, dispersion, design } = fit.equations[0]!;
      const column = caseFrame(given).columns.get(given.model.outcome)!;
      const scale = column.kind === 'numeric' ? Math.max(...column.values.map(Math.abs)) : Number.NaN;
      const digits = (found: number, wanted: number): number =>
        wanted === 0 ? -Math.log10(Math.abs(found) / scale) : -Math.log10(Math.abs(found - wanted) / Math.abs(wanted));
      const coef = coefOf(fit);
      for (const [term, wanted] of Object.entries<number>(given.expected.coef)) {
        expect(digits(coef[term]!, wanted), term).toBeGreaterThanOrEqual(13);
      }
      for (const [term, wanted] of Object.entries<number>(given.expected.se.classical)) {
        const j = design.columns.findIndex(({ id }) => id === term);
        expect(
          digits(Math.sqrt(dispersion * fit.observedBread.get(j, j)), wanted),
          `se ${term}`,
        ).toBeGreaterThanOrEqual(13);
      }
      for (const [theirs, ours] of Object.entries(STATISTICS)) {
        const wanted = given.expected[theirs];
        if (wanted === 'Infinity') expect(statistics[ours]).toBe(Number.POSITIVE_INFINITY);
        if (typeof wanted === 'number') expect(digits(statistics[ours]!, wanted), theirs).toBeGreaterThanOrEqual(13);
      }
    });
  }
});
