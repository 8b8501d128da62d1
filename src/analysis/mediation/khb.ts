/** Total and direct effects of a nonlinear model on one scale: mediators replaced by what the regressors leave of them. */
import { type Frame, getColumn, withColumn } from '../data/frame.ts';
import { columnCoefficient } from '../effects/column-effect.ts';
import type { Functional } from '../effects/inference.ts';
import type { Fit } from '../estimators/estimator.ts';
import { type Joined, joinFits } from '../estimators/join-fits.ts';
import { olsEstimator } from '../estimators/ols.ts';
import { isLeastSquares } from '../vcov/presets.ts';
import type { Disturbances } from './joint-vcov.ts';
import { type Paths, product, type Quantity, ratio, sumOf } from './paths.ts';
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
  const mediators = plan.mediators.map(({ variable }, j) => {
    const step = found.mediators[j]!.fit;
    return { name: variable, fit: isLeastSquares(step) ? step : residualRegression(plan, variable, frame) };
  });
  const label = { en: 'Mediator' };
  const joined = joinFits('khb', [direct, ...mediators.map((one) => ({ ...one, label }))], frame);
  const coefficient = (part: number, id: string): Functional =>
    columnCoefficient(joined.fit, joined.fit.equations[joined.parts[part]!.equation]!, id);
  const a = mediators.map((_, j) => coefficient(j + 1, treatment));
  const b = mediatorColumns.map((id) => coefficient(0, id));
  const components = a.map((path, j) => product(path, b[j]!));
  const difference = sumOf(components);
  const full = coefficient(0, treatment);
  const paths: Paths = {
    scale: 'khb',
    mediators: plan.mediators.map(({ variable }) => variable),
    total: sumOf([full, difference]),
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

/** A mediator on the treatment and the regressors, by least squares, on the rows of the steps. */
function residualRegression(plan: MediationPlan, variable: string, frame: Frame): Fit {
  const { outcomeRule: _, ...asked } = plan.asked;
  return fitOn(olsEstimator(), { ...asked, outcome: variable }, frame);
}

/** The direct model with every mediator replaced by its residual. */
export function reducedFit(plan: MediationPlan, { frame, direct }: FittedSteps, regressions: readonly Fit[]): Fit {
  const replaced = plan.mediators.reduce((current, { variable }, j) => {
    const { info } = getColumn(frame, variable);
    const [equation] = regressions[j]!.equations;
    const { reference: _, ...plain } = info;
    return withColumn(current, { kind: 'numeric', info: plain, values: equation!.residual, low: null });
  }, frame);
  return fitOn(plan.estimator, askedFor(plan, { label: REDUCED, terms: directTerms(plan) }), replaced, direct.fit);
}

const REDUCED = { en: 'Total effect on the scale of the direct model', zh: '直接模型尺度上的总效应' };
