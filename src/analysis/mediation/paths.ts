/** The effects that a mediation is made of, and what follows from them, each with its gradient by all coefficients. */
import type { MediationKind, MediationScale } from '../../results/mediation.ts';
import {
  type ColumnChange,
  type ColumnGround,
  type ColumnPlace,
  columnCoefficient,
  columnEffect,
  columnGround,
  expectationNamed,
} from '../effects/column-effect.ts';
import { combine } from '../effects/functional.ts';
import type { Functional } from '../effects/inference.ts';
import { type Joined, joinFits } from '../estimators/join-fits.ts';
import type { FittedStep, FittedSteps } from './steps.ts';

/** How average marginal effects are taken. */
export interface EffectPlan {
  readonly at: ColumnPlace;
  readonly treatment: ColumnChange;
  readonly mediators: ColumnChange;
  /** expectation of the outcome models; the first unless given */
  readonly of?: string | undefined;
}

/** A quantity before its standard error. */
export interface Quantity {
  readonly scale: MediationScale;
  readonly kind: MediationKind;
  readonly mediator?: string;
  readonly functional: Functional;
  /** products: the two functionals that were multiplied */
  readonly factors?: readonly [Functional, Functional];
}

/** Total, direct, a_j and b_j on one scale. */
export interface Paths {
  readonly scale: MediationScale;
  readonly mediators: readonly string[];
  readonly total: Functional;
  readonly direct: Functional;
  readonly a: readonly Functional[];
  readonly b: readonly Functional[];
}

export interface JoinedSteps {
  readonly joined: Joined;
  /** in the order total, mediators, direct */
  readonly steps: readonly FittedStep[];
}

export function joinSteps({ total, mediators, direct, frame }: FittedSteps): JoinedSteps {
  const steps = [total, ...mediators, direct];
  return { steps, joined: joinFits('mediation', steps, frame) };
}

/** Paths as coefficients: a_j of the mediator's regression, b_j and direct of the direct model. */
export function coefficientPaths({ joined, steps }: JoinedSteps, found: FittedSteps): Paths {
  const coefficient = (step: number, id: string): Functional =>
    columnCoefficient(joined.fit, joined.fit.equations[joined.parts[step]!.equation]!, id);
  return pathsOf('coefficient', steps, found, coefficient, coefficient);
}

/** Paths as average marginal effects, each on the mean of its own regression. */
export function effectPaths({ joined, steps }: JoinedSteps, found: FittedSteps, plan: EffectPlan): Paths {
  const grounds = steps.map(({ fit, role }, step): ColumnGround => {
    const named = expectationNamed(fit.expectations, role === 'mediator' ? undefined : plan.of);
    const index = joined.parts[step]!.expectation + fit.expectations.indexOf(named);
    return columnGround(joined.fit, joined.fit.expectations[index]!, plan.at);
  });
  const effect =
    (change: ColumnChange) =>
    (step: number, id: string): Functional =>
      columnEffect(grounds[step]!, id, change);
  return pathsOf('marginal_effect', steps, found, effect(plan.treatment), effect(plan.mediators));
}

function pathsOf(
  scale: MediationScale,
  steps: readonly FittedStep[],
  { treatment, mediatorColumns }: FittedSteps,
  ofTreatment: (step: number, id: string) => Functional,
  ofMediator: (step: number, id: string) => Functional,
): Paths {
  const direct = steps.length - 1;
  return {
    scale,
    mediators: steps.slice(1, -1).map(({ mediator }) => mediator!),
    total: ofTreatment(0, treatment),
    direct: ofTreatment(direct, treatment),
    a: mediatorColumns.map((_, j) => ofTreatment(j + 1, treatment)),
    b: mediatorColumns.map((id) => ofMediator(direct, id)),
  };
}

/** Everything that is reported on one scale, in a fixed order: the bootstrap lines its draws up by it. */
export function quantitiesOf(paths: Paths): Quantity[] {
  const { scale, mediators, total, direct, a, b } = paths;
  const products = a.map((path, j) => product(path, b[j]!));
  const together = sumOf(products);
  const difference = combine([
    { functional: total, sign: 1 },
    { functional: direct, sign: -1 },
  ]);
  const each = mediators.flatMap((mediator, j): Quantity[] => [
    { scale, kind: 'path_a', mediator, functional: a[j]! },
    { scale, kind: 'path_b', mediator, functional: b[j]! },
    { scale, kind: 'product', mediator, functional: products[j]!, factors: [a[j]!, b[j]!] },
  ]);
  const shares = mediators.map((mediator, j): Quantity => {
    return { scale, kind: 'share_of_indirect', mediator, functional: ratio(products[j]!, together) };
  });
  const [only] = products;
  const whole: Quantity =
    products.length === 1
      ? { scale, kind: 'product', functional: only!, factors: [a[0]!, b[0]!] }
      : { scale, kind: 'product', functional: together };
  return [
    { scale, kind: 'total', functional: total },
    { scale, kind: 'direct', functional: direct },
    ...each,
    whole,
    { scale, kind: 'difference', functional: difference },
    { scale, kind: 'share_product', functional: ratio(together, total) },
    { scale, kind: 'share_difference', functional: ratio(difference, total) },
    ...(mediators.length > 1 ? shares : []),
  ];
}

/** f g, with gradient f g' + g f'. */
export function product(f: Functional, g: Functional): Functional {
  return {
    value: f.value * g.value,
    gradient: f.gradient.map((slope, k) => slope * g.value + f.value * g.gradient[k]!),
  };
}

/** f / g, with gradient (f' - (f / g) g') / g. */
export function ratio(f: Functional, g: Functional): Functional {
  const value = f.value / g.value;
  return { value, gradient: f.gradient.map((slope, k) => (slope - value * g.gradient[k]!) / g.value) };
}

export function sumOf(parts: readonly Functional[]): Functional {
  return combine(parts.map((functional) => ({ functional, sign: 1 })));
}
