/** The decomposition of Karlson, Holm and Breen as a record. */
import type { Estimate } from '../../results/estimates.ts';
import type { KhbResult } from '../../results/mediation.ts';
import {
  columnCoefficient,
  columnEffect,
  columnGround,
  columnNamed,
  expectationNamed,
} from '../effects/column-effect.ts';
import { deltaVariance, estimateOf, type Functional, type Subject, testedFunctional } from '../effects/inference.ts';
import type { Fit } from '../estimators/estimator.ts';
import type { Vcov, VcovEstimator } from '../vcov/vcov.ts';
import { type JointVcov, jointVcov } from './joint-vcov.ts';
import { type KhbFits, type KhbPlan, reducedFit } from './khb.ts';
import { normal, normalConvention } from './normal-test.ts';
import { type EffectPlan, product, sumOf } from './paths.ts';
import type { FittedSteps, MediationPlan } from './steps.ts';

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
  const reduced = reducedFit(plan, found, fits.parts.slice(1));
  const reducedVcov = vcov.compute(reduced);
  const totalVcov = vcov.compute(found.total.fit);
  const [directVcov] = covariance.own;
  const subject = subjectOf(fits);
  const own = (fit: Fit, by: Vcov, what: string): Estimate =>
    testedFunctional(subject(what), ownCoefficient(fit, fits.treatment), by, confLevel);
  const joint = (what: string, functional: Functional): Estimate =>
    normal(subject(what), functional, covariance.joint, confLevel);
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
  const effectOf = (fit: Fit): Functional => {
    const ground = columnGround(fit, expectationNamed(fit.expectations, effects.of), effects.at);
    return columnEffect(ground, treatment, effects.treatment);
  };
  const [ofReduced, ofFull] = [effectOf(reduced), effectOf(found.direct.fit)];
  // the mean slope is that of both models, so a small change runs through a_j times the mediators' effects
  const { expectations } = found.direct.fit;
  const index = expectations.indexOf(expectationNamed(expectations, effects.of));
  const ground = columnGround(joined.fit, joined.fit.expectations[index]!, effects.at);
  const through = found.mediatorColumns.map((id, j) => product(paths.a[j]!, columnEffect(ground, id, 'derivative')));
  const value = ofReduced.value - ofFull.value;
  const variance =
    effects.treatment === 'derivative' ? deltaVariance(sumOf(through).gradient, covariance.joint.matrix) : Number.NaN;
  return {
    reduced: testedFunctional(subject('reduced'), ofReduced, reducedVcov, confLevel),
    full: testedFunctional(subject('full'), ofFull, covariance.own[0]!, confLevel),
    difference: estimateOf(subject('difference'), value, variance, normalConvention(covariance.joint), confLevel),
  };
}

function subjectOf({ treatment }: KhbFits): (what: string) => Subject {
  return (what) => ({ term: `${treatment}: ${what}`, label: { en: what }, variable: treatment });
}

function ownCoefficient(fit: Fit, treatment: string): Functional {
  const [equation] = fit.equations;
  return columnCoefficient(fit, equation!, columnNamed(equation!, treatment));
}
