/** Fit statistics of a generalised linear model. */
import { chiSquaredTail } from '../../numerics/distributions.ts';
import { logGamma } from '../../numerics/special.ts';
import type { Design } from '../design/design.ts';
import { type DispersionRule, gammaMlDispersion } from './dispersion.ts';
import type { RowModel } from './row-model.ts';
import { weightedSum } from './weighted-sum.ts';

export interface GlmStatistics {
  /** what multiplies the inverse of the weighted information (probability weights of any scale give the same product) */
  readonly dispersion: number;
  readonly statistics: Readonly<Record<string, number>>;
}

/**
 * Statistics at fitted linear predictors; sums are weighted (frequency weights: as if rows were repeated), n is nobs, k the
 * number of columns. deviance, pearsonChi2, nullDeviance and logLikNull (the intercept alone, or eta = 0 without one), rank,
 * dfResidual = n - k. Families of dispersion one: logLik, aic = -2 logLik + 2k, bic = -2 logLik + k log n, pseudoR2 =
 * 1 - logLik / logLikNull (McFadden), lrChi2 with lrDf and lrP. Dispersed families: dispersionPearson and
 * dispersionDeviance (over n - k), dispersionMl, dispersion (the one of them that the fit uses), and logLikPhiOne (Stata's glm), logLikPhiDevianceOverN (R's logLik),
 * logLikPhiPearson (statsmodels); logLik is the first for gamma and the second for the others. Under probability weights
 * logLik is a pseudo-likelihood, and aic, bic and the likelihood-ratio test are left out; so for a fractional outcome.
 */
export function glmStatistics(design: Design, model: RowModel, eta: Float64Array, rule: DispersionRule): GlmStatistics {
  const { outcome, nobs } = design;
  const { family } = model;
  const sum = weightedSum(design);
  const k = design.columns.length;
  const dfResidual = nobs - k;
  const deviance = sum((i) => model.deviance(outcome[i]!, eta[i]!));
  const pearsonChi2 = sum((i) => model.pearson(outcome[i]!, eta[i]!));
  const total = design.weights === null ? outcome.length : sum(() => 1);
  // the scale of probability weights is arbitrary: dispersions are those of weights with mean one
  const scale = design.weightKind === 'probability' ? total / outcome.length : 1;
  const nullMean = design.equation.intercept ? sum((i) => outcome[i]!) / total : model.link.inverse(0);
  const nullDeviance = family.validMean(nullMean) ? sum((i) => family.deviance(outcome[i]!, nullMean)) : NaN;
  const common = { deviance, nullDeviance, pearsonChi2, dfResidual, rank: k };
  if (!family.dispersed) {
    // the saturated log-likelihood minus half the deviance
    const saturated = sum((i) => saturatedKernel(model, outcome[i]!) + family.constant(outcome[i]!));
    const logLik = saturated - deviance / 2;
    const logLikNull = saturated - nullDeviance / 2;
    const measured = { pearson: pearsonChi2 / scale / dfResidual, deviance: deviance / scale / dfResidual, ml: 1 };
    return {
      dispersion: scale * (typeof rule === 'number' ? rule : measured[rule]),
      statistics: present({
        logLik,
        logLikNull,
        ...common,
        ...(rule === 1 ? {} : { dispersion: typeof rule === 'number' ? rule : measured[rule] }),
        ...comparisons(design, logLik, logLikNull, k),
      }),
    };
  }
  const dispersions = {
    dispersionPearson: pearsonChi2 / scale / dfResidual,
    dispersionDeviance: deviance / scale / dfResidual,
    dispersionMl: family.name === 'gamma' ? gammaMlDispersion(deviance, total) : deviance / total,
  };
  const logLikAt = (phi: number): number => dispersedLogLik(model, outcome, eta, sum, phi);
  const logLiks = {
    logLikPhiOne: logLikAt(1),
    logLikPhiDevianceOverN: logLikAt(deviance / total),
    logLikPhiPearson: logLikAt(dispersions.dispersionPearson),
  };
  const logLik = family.name === 'gamma' ? logLiks.logLikPhiOne : logLiks.logLikPhiDevianceOverN;
  const { dispersionPearson: pearson, dispersionDeviance, dispersionMl: ml } = dispersions;
  const dispersion = typeof rule === 'number' ? rule : { pearson, deviance: dispersionDeviance, ml }[rule];
  return {
    dispersion: scale * dispersion,
    statistics: present({ logLik, ...common, dispersion, ...dispersions, ...logLiks, ...criteria(design, logLik, k) }),
  };
}

function saturatedKernel({ family }: RowModel, y: number): number {
  return y === 0 || (family.name === 'bernoulli' && y === 1) ? 0 : family.kernel(y, y);
}

/** A likelihood-ratio test needs a likelihood: no probability weights, no fractions. */
function comparisons(design: Design, logLik: number, logLikNull: number, k: number): Record<string, number> {
  const pseudoR2 = 1 - logLik / logLikNull;
  const fractional = design.outcome.some((y) => !Number.isInteger(y));
  if (design.weightKind === 'probability' || fractional) return { pseudoR2 };
  const lrDf = design.equation.intercept ? k - 1 : k;
  const lrChi2 = 2 * (logLik - logLikNull);
  const test = lrDf > 0 ? { lrChi2, lrDf, lrP: chiSquaredTail(lrChi2, lrDf) } : {};
  return { pseudoR2, ...test, ...criteria(design, logLik, k) };
}

function criteria({ weightKind, nobs }: Design, logLik: number, k: number): Record<string, number> {
  return weightKind === 'probability' ? {} : { aic: -2 * logLik + 2 * k, bic: -2 * logLik + k * Math.log(nobs) };
}

/** Weighted log-likelihood of a dispersed family at dispersion phi. */
function dispersedLogLik(
  model: RowModel,
  outcome: Float64Array,
  eta: Float64Array,
  sum: ReturnType<typeof weightedSum>,
  phi: number,
): number {
  const { family, link } = model;
  if (family.name !== 'gamma') {
    return sum(
      (i) =>
        family.kernel(outcome[i]!, link.inverse(eta[i]!)) / phi + family.constant(outcome[i]!) - 0.5 * Math.log(phi),
    );
  }
  const shape = 1 / phi;
  const normaliser = shape * Math.log(shape) - logGamma(shape);
  return sum((i) => {
    const y = outcome[i]!;
    return shape * family.kernel(y, link.inverse(eta[i]!)) + (shape - 1) * Math.log(y) + normaliser;
  });
}

function present(statistics: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(statistics).filter(([, value]) => !Number.isNaN(value)));
}
