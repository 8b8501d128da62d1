/** Total and direct effects of a nonlinear model on one scale: mediators replaced by what the regressors leave of them. */
import type { Estimate } from '../../results/estimates.ts';
import type { KhbResult } from '../../results/mediation.ts';
import { type Frame, getColumn, withColumn } from '../data/frame.ts';
import { columnCoefficient, columnEffect, columnNamed, expectationNamed } from '../effects/column-effect.ts';
import { combine } from '../effects/functional.ts';
import { deltaVariance, estimateOf, type Functional, type Subject, testedFunctional } from '../effects/inference.ts';
import type { Fit } from '../estimators/estimator.ts';
import { type Joined, joinFits } from '../estimators/join-fits.ts';
import { olsEstimator } from '../estimators/ols.ts';
import type { Vcov, VcovEstimator } from '../vcov/vcov.ts';
import { type Disturbances, type JointVcov, jointVcov } from './joint-vcov.ts';
import { type EffectPlan, type Paths, product, type Quantity, ratio } from './paths.ts';
import { askedFor, directTerms, type FittedSteps, fitOn, type MediationPlan } from './steps.ts';

export interface KhbPlan {
  readonly residualCovariance: Disturbances;
}

/** The direct model beside least-squares regressions of the mediators, and what follows from both. */
export interface KhbFits {
  readonly joined: Joined;
  readonly parts: readonly Fit[];
  readonly paths: Paths;
  /** sum of the components a_j b_j */
  readonly difference: Functional;
  readonly components: readonly Functional[];
  /** id of the treatment's column */
  readonly treatment: string;
}

/**
 * Karlson, Holm and Breen (2012, Sociol. Methodol. 42:286): with R_j the residual of mediator j on the treatment and the other
 * regressors, the model in R has the fit and so the scale of the model in the mediators, and its treatment effect less the direct
 * effect is exactly the sum of a_j b_j, a_j from the least-squares regressions and b_j from the direct model. Stata: khb.
 */
export function khbFits(plan: MediationPlan, found: FittedSteps): KhbFits {
  const { treatment, mediatorColumns, direct, frame } = found;
  const mediators = plan.mediators.map(({ variable }) => ({ name: variable, fit: residualRegression(plan, variable, frame) }));
  const label = { en: 'Mediator' };
  const joined = joinFits('khb', [direct, ...mediators.map((one) => ({ ...one, label }))], frame);
  const coefficient = (part: number, id: string): Functional =>
    columnCoefficient(joined.fit, joined.fit.equations[joined.parts[part]!.equation]!, id);
  const a = mediators.map((_, j) => coefficient(j + 1, treatment));
  const b = mediatorColumns.map((id) => coefficient(0, id));
  const components = a.map((path, j) => product(path, b[j]!));
  const difference = sum(components);
  const full = coefficient(0, treatment);
  const paths: Paths = {
    scale: 'khb',
    mediators: plan.mediators.map(({ variable }) => variable),
    total: sum([full, difference]),
    direct: full,
    a,
    b,
  };
  return { joined, parts: [direct.fit, ...mediators.map(({ fit }) => fit)], paths, difference, components, treatment };
}

/** What of the decomposition is bootstrapped and listed with the other quantities. */
export function khbQuantities({ paths, difference, components }: KhbFits): Quantity[] {
  const { mediators, a, b, total, direct } = paths;
  const scale = 'khb';
  const products = mediators.map((mediator, j): Quantity => {
    return { scale, kind: 'product', mediator, functional: components[j]!, factors: [a[j]!, b[j]!] };
  });
  const shares = mediators.map((mediator, j): Quantity => {
    return { scale, kind: 'share_of_indirect', mediator, functional: ratio(components[j]!, difference) };
  });
  return [
    { scale, kind: 'total', functional: total },
    { scale, kind: 'direct', functional: direct },
    ...products,
    { scale, kind: 'difference', functional: difference },
    { scale, kind: 'share_difference', functional: ratio(difference, total) },
    ...(mediators.length > 1 ? shares : []),
  ];
}

export interface KhbInput {
  readonly plan: MediationPlan;
  readonly found: FittedSteps;
  readonly fits: KhbFits;
  readonly khb: KhbPlan;
  readonly effects: EffectPlan | undefined;
  readonly vcov: VcovEstimator;
  readonly confLevel: number;
}

export interface KhbReport {
  readonly result: KhbResult;
  readonly reduced: { readonly fit: Fit; readonly vcov: Vcov };
  readonly covariance: JointVcov;
}

/** The decomposition as a record, with the reduced model fitted for its own standard error and marginal effect. */
export function reportKhb({ plan, found, fits, khb, effects, vcov, confLevel }: KhbInput): KhbReport {
  const covariance = jointVcov(fits.parts, fits.joined, vcov, khb.residualCovariance);
  const other = khb.residualCovariance === 'over_n' ? 'over_df' : 'over_n';
  const otherCovariance = jointVcov(fits.parts, fits.joined, vcov, other);
  const reduced = reducedFit(plan, found.frame);
  const reducedVcov = vcov.compute(reduced);
  const totalVcov = vcov.compute(found.total.fit);
  const [directVcov] = covariance.own;
  const subject = subjectOf(fits);
  const own = (fit: Fit, by: Vcov, what: string): Estimate =>
    testedFunctional(subject(what), ownCoefficient(fit, fits.treatment), by, confLevel);
  const joint = (what: string, functional: Functional): Estimate => normal(subject(what), functional, covariance.joint, confLevel);
  const error = (by: JointVcov): number => Math.sqrt(deltaVariance(fits.difference.gradient, by.joint.matrix));
  const [reducedEffect, full, unadjusted] = [
    own(reduced, reducedVcov, 'reduced'),
    own(found.direct.fit, directVcov!, 'full'),
    own(found.total.fit, totalVcov, 'unadjusted'),
  ];
  const total = fits.paths.total.value;
  const errors = { [khb.residualCovariance]: error(covariance), [other]: error(otherCovariance) };
  return {
    covariance,
    reduced: { fit: reduced, vcov: reducedVcov },
    result: {
      reduced: reducedEffect,
      full,
      difference: joint('difference', fits.difference),
      stdErrors: { overN: errors.over_n!, overDf: errors.over_df! },
      unadjusted,
      confoundingRatio: total / full.estimate,
      confoundingPercentage: (100 * fits.difference.value) / total,
      rescalingFactor: reducedEffect.estimate / unadjusted.estimate,
      mediators: fits.paths.mediators.map((mediator, j) => ({
        mediator,
        effectOnMediator: fits.paths.a[j]!.value,
        effectOfMediator: fits.paths.b[j]!.value,
        component: joint(mediator, fits.components[j]!),
        percentOfDifference: (100 * fits.components[j]!.value) / fits.difference.value,
      })),
      ...(effects && {
        marginalEffects: marginalEffects({ found, fits, effects, confLevel, reduced, reducedVcov, covariance }),
      }),
    },
  };
}

function marginalEffects(input: {
  readonly found: FittedSteps;
  readonly fits: KhbFits;
  readonly effects: EffectPlan;
  readonly confLevel: number;
  readonly reduced: Fit;
  readonly reducedVcov: Vcov;
  readonly covariance: JointVcov;
}) {
  const { found, fits, effects, confLevel, reduced, reducedVcov, covariance } = input;
  const { joined, paths, treatment } = fits;
  const subject = subjectOf(fits);
  const change = { at: effects.at, change: effects.treatment };
  const effectOf = (fit: Fit): Functional =>
    columnEffect(fit, expectationNamed(fit.expectations, effects.of), treatment, change);
  const [ofReduced, ofFull] = [effectOf(reduced), effectOf(found.direct.fit)];
  // the mean slope is that of both models, so a small change runs through a_j times the mediators' effects
  const { expectations } = found.direct.fit;
  const index = expectations.indexOf(expectationNamed(expectations, effects.of));
  const through = found.mediatorColumns.map((id, j) =>
    product(
      paths.a[j]!,
      columnEffect(joined.fit, joined.fit.expectations[index]!, id, { at: effects.at, change: 'derivative' }),
    ),
  );
  const value = ofReduced.value - ofFull.value;
  const variance = effects.treatment === 'derivative' ? deltaVariance(sum(through).gradient, covariance.joint.matrix) : Number.NaN;
  return {
    reduced: testedFunctional(subject('reduced'), ofReduced, reducedVcov, confLevel),
    full: testedFunctional(subject('full'), ofFull, covariance.own[0]!, confLevel),
    difference: estimateOf(subject('difference'), value, variance, NORMAL(covariance.joint), confLevel),
  };
}

/** A functional tested by the normal distribution, as products are. */
export function normal(subject: Subject, { value, gradient }: Functional, vcov: Vcov, confLevel: number): Estimate {
  return estimateOf(subject, value, deltaVariance(gradient, vcov.matrix), NORMAL(vcov), confLevel);
}

function NORMAL({ convention }: Vcov): Vcov['convention'] {
  const { df: _, ...rest } = convention;
  return { ...rest, distribution: 'normal' };
}

function subjectOf({ treatment }: KhbFits): (what: string) => Subject {
  return (what) => ({ term: `${treatment}: ${what}`, label: { en: what }, variable: treatment });
}

function ownCoefficient(fit: Fit, treatment: string): Functional {
  const [equation] = fit.equations;
  return columnCoefficient(fit, equation!, columnNamed(equation!, treatment));
}

function sum(parts: readonly Functional[]): Functional {
  return combine(parts.map((functional) => ({ functional, sign: 1 })));
}

/** A mediator on the treatment and the regressors, by least squares, on the rows of the steps. */
function residualRegression(plan: MediationPlan, variable: string, frame: Frame): Fit {
  const { outcomeRule: _, ...asked } = plan.asked;
  return fitOn(olsEstimator(), { ...asked, outcome: variable }, frame);
}

/** The direct model with every mediator replaced by its residual. */
function reducedFit(plan: MediationPlan, frame: Frame): Fit {
  const replaced = plan.mediators.reduce((current, { variable }) => {
    const { info } = getColumn(frame, variable);
    const [equation] = residualRegression(plan, variable, frame).equations;
    const { reference: _, ...plain } = info;
    return withColumn(current, { kind: 'numeric', info: plain, values: equation!.residual, low: null });
  }, frame);
  return fitOn(plan.estimator, askedFor(plan, { label: REDUCED, terms: directTerms(plan) }), replaced);
}

const REDUCED = { en: 'Total effect on the scale of the direct model', zh: '直接模型尺度上的总效应' };
