/** Coefficients, breads and fit statistics of every single-equation oracle case that the estimators cover. */
import { describe, expect, it } from 'vitest';
import { coefOf, fitCase, oracleCase } from './oracle.ts';

/** Expected name -> statistic of the equation. */
const NAMES: Readonly<Record<string, string>> = {
  df_residual: 'dfResidual',
  loglik_null: 'logLikNull',
  deviance: 'deviance',
  null_deviance: 'nullDeviance',
  pearson_chi2_ungrouped: 'pearsonChi2',
  pearson_chi2: 'pearsonChi2',
  lr_chi2: 'lrChi2',
  lr_df: 'lrDf',
  lr_p: 'lrP',
  mcfadden_r2: 'pseudoR2',
  aic: 'aic',
  bic: 'bic',
  dispersion_pearson: 'dispersionPearson',
  dispersion_deviance: 'dispersionDeviance',
  rss: 'rss',
  r2: 'rSquared',
  adj_r2: 'adjRSquared',
  rmse: 'rmse',
  f_classical: 'fStatistic',
  rank: 'rank',
  k: 'rank',
};

const IDS = [
  'spector-logit',
  'spector-probit',
  'spector-logit-psi-continuous',
  'lbw-logit',
  'lbw-logit-collinear',
  'lbw-logit-single-level-factor',
  'lbw-logit-zero-fweight',
  'lbw-probit-interaction',
  'lbw-ols-collinear',
  'lbw-ols-reference-level-absent',
  'mroz-logit',
  'mroz-probit',
  'mroz-probit-scaled',
  'cancer-gamma-identity',
  'cancer-gamma-log',
  'iris-gamma-log',
  'iris-probit',
  'iris-logit-interaction-robust',
  'mtcars-gamma-log',
  'mtcars-logit-am-cluster',
  'mtcars-logit-continuous-interaction',
  'mtcars-logit-fweight',
  'mtcars-logit-vs',
  'mtcars-ols-aweight',
  'mtcars-ols-frequency-weights',
  'mtcars-ols-hc-cluster',
  'mtcars-ols-leverage-one',
  'mtcars-ols-two-clusters',
  'mtcars-probit-vs',
  'meps-gamma-log',
  'meps-gamma-log-pweight-cluster',
  'meps-logit-pweight-cluster',
  'meps-probit-pweight-cluster',
  'nlsw-logit-twoway',
  'nlsw-ols-cluster-missing',
  'nlsw-ols-twoway',
  'nlsw-probit-cluster',
  'petersen-ols-twoway',
  'randhie-any-probit',
  'randhie-rare-logit',
  'randhie-rare-probit',
  'grunfeld-ols-analytic-weights',
  'grunfeld-ols-cluster',
  'grunfeld-ols-probability-weights',
];

describe('oracle cases', () => {
  for (const id of IDS) {
    const given = oracleCase(id);
    it.skipIf(given === undefined)(id, () => {
      const fit = fitCase(given!);
      const { expected, tolerance } = given!;
      const [equation] = fit.equations;
      const { statistics, design, dispersion } = equation!;
      const close = (found: number | undefined, wanted: number, what: string): void => {
        const error = Math.abs((found ?? Number.NaN) - wanted);
        expect(error <= tolerance.rel * Math.abs(wanted) + tolerance.abs, `${what}: ${found} for ${wanted}`).toBe(true);
      };
      const coef = coefOf(fit);
      let consumed = 0;
      for (const [term, wanted] of Object.entries<number>(expected.coef)) {
        close(coef[term], wanted, term);
        consumed++;
      }
      if (!expected.n_columns_dropped) expect(Object.keys(coef)).toHaveLength(consumed);
      const errors = (bread: typeof fit.observedBread, wanted: Record<string, number>, what: string): void => {
        for (const [term, se] of Object.entries(wanted)) {
          const j = design.columns.findIndex((column) => column.id === term);
          close(Math.sqrt(dispersion * bread.get(j, j)), se, `${what} ${term}`);
        }
      };
      const se = expected.se ?? {};
      if (se.oim) errors(fit.observedBread, se.oim, 'oim');
      if (se.eim) errors(fit.expectedBread, se.eim, 'eim');
      if (se.classical) errors(fit.observedBread, se.classical, 'classical');
      for (const [name, statistic] of Object.entries(NAMES)) {
        if (typeof expected[name] === 'number') close(statistics[statistic], expected[name], name);
      }
      if (typeof expected.loglik === 'number') close(statistics.logLik, expected.loglik, 'loglik');
      if (typeof expected.loglik === 'object') {
        close(statistics.logLikPhiOne, expected.loglik.phi_one, 'phi_one');
        close(statistics.logLikPhiDevianceOverN, expected.loglik.phi_deviance_over_n, 'phi_deviance_over_n');
        close(statistics.logLikPhiPearson, expected.loglik.phi_pearson, 'phi_pearson');
      }
      expect(design.nobs).toBe(expected.n);
      if (expected.n_rows !== undefined) expect(design.rows.length).toBe(expected.n_rows);
      if (expected.n_excluded !== undefined) expect(lost(design.lost)).toBe(expected.n_excluded);
      if (expected.n_excluded_zero_weight !== undefined) {
        expect(design.lost).toEqual([{ reason: 'zero weight', rows: expected.n_excluded_zero_weight }]);
      }
      if (expected.dropped_columns !== undefined) {
        expect(equation!.omitted.map((omitted) => omitted.term)).toEqual(expected.dropped_columns);
      }
      if (expected.mean_prediction !== undefined) close(averageMean(fit), expected.mean_prediction, 'mean_prediction');
    });
  }
});

/** Fixed effects as factors of their columns, numeric or not. */
const WITH_FIXED_EFFECTS = [
  'regm-logit-twfe',
  'regm-lpm-twfe',
  'nlsw-lpm-fe',
  'cigar-fe-state-year',
  'cigar-fe-state-year-weighted',
];

describe('oracle cases with fixed effects as factors', () => {
  for (const id of WITH_FIXED_EFFECTS) {
    const given = oracleCase(id);
    it.skipIf(given === undefined)(id, () => {
      const { expected } = given!;
      const fit = fitCase(given!);
      const coef = coefOf(fit);
      const { statistics, design, dispersion } = fit.equations[0]!;
      const near = (found: number, wanted: number) => expect(Math.abs(found / wanted - 1)).toBeLessThan(1e-6);
      for (const [term, wanted] of Object.entries<number>(expected.coef)) near(coef[term]!, wanted);
      for (const [term, wanted] of Object.entries<number>(expected.se.classical ?? expected.se.oim)) {
        const j = design.columns.findIndex((column) => column.id === term);
        near(Math.sqrt(dispersion * fit.observedBread.get(j, j)), wanted);
      }
      for (const name of ['rss', 'r2', 'df_residual', 'adj_r2', 'rmse', 'lr_chi2', 'deviance']) {
        if (expected[name] !== undefined) near(statistics[NAMES[name]!]!, expected[name]);
      }
      expect(design.nobs).toBe(expected.n);
    });
  }
});

function averageMean(fit: ReturnType<typeof fitCase>): number {
  const { design, linearPredictor } = fit.equations[0]!;
  const { mean } = fit.expectations[0]!.evaluate([linearPredictor]);
  const weights = design.weights ?? mean.map(() => 1);
  return (
    mean.reduce((sum, value, i) => sum + weights[i]! * value, 0) / weights.reduce((sum, weight) => sum + weight, 0)
  );
}

function lost(losses: readonly { readonly rows: number }[]): number {
  return losses.reduce((sum, loss) => sum + loss.rows, 0);
}
