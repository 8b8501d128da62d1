/** Every gradient of an effect by the coefficients against numeric differentiation. */
import { describe, expect, it } from 'vitest';
import {
  derivativeEffect,
  differenceMargins,
  indicatorEffect,
  type Margin,
  settle,
} from '../../../src/analysis/effects/change.ts';
import { averagePrediction } from '../../../src/analysis/effects/functional.ts';
import { type At, type Ground, groundOf } from '../../../src/analysis/effects/ground.ts';
import type { Functional } from '../../../src/analysis/effects/inference.ts';
import type { Fit } from '../../../src/analysis/estimators/estimator.ts';
import { interactionTerm } from '../../../src/analysis/terms/interaction.ts';
import { powerTerm } from '../../../src/analysis/terms/power.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { POSITIVE, type ToyEquation, toyData, toyFit } from '../vcov/toy-fit.ts';

const terms = [
  variableTerm('age'),
  powerTerm('age', 2),
  variableTerm('income'),
  variableTerm('region'),
  interactionTerm([variableTerm('region'), variableTerm('income')]),
  interactionTerm([variableTerm('female'), variableTerm('age')]),
  variableTerm('female'),
];
const weights = { kind: 'probability', variable: 'pw' } as const;
const equations = (first: ToyEquation['family']): ToyEquation[] => [
  { name: 'any', family: first, outcome: 'any', terms, weights },
  { name: 'amount', family: 'gamma_log', outcome: 'amount', terms: terms.slice(0, 4), where: POSITIVE, weights },
];
const fits = {
  probit: toyFit(toyData(), equations('probit'), true),
  logit: toyFit(toyData(), equations('logit'), true),
};

/** Central differences with one step of Richardson extrapolation. */
function numericGradient(fit: Fit, of: (fit: Fit) => number): Float64Array {
  const at = (j: number, step: number) => {
    const coef = Float64Array.from(fit.coef);
    coef[j]! += step;
    return of({ ...fit, coef });
  };
  return Float64Array.from(fit.coef, (value, j) => {
    const scale = fit.observedBread.get(j, j) ** 0.5;
    const h = 1e-3 * Math.min(scale, Math.max(Math.abs(value), scale));
    const slope = (step: number) => (at(j, step) - at(j, -step)) / (2 * step);
    return (4 * slope(h / 2) - slope(h)) / 3;
  });
}

const builders: Record<string, (ground: Ground, margin: Margin) => Functional> = {
  'mean prediction': (ground) => averagePrediction(ground, ground.base),
  'number with its square': (ground, margin) => derivativeEffect(ground, 'age', margin),
  'number in an interaction': (ground, margin) => derivativeEffect(ground, 'income', margin),
  'level against reference': (ground, margin) =>
    differenceMargins(ground, settle(ground, 'region', 'north'), settle(ground, 'region', 'south'))(margin),
  'indicator of a level': (ground, margin) =>
    indicatorEffect(ground, ground.setTo('female', '0'), ground.setTo('female', '1'), margin),
};
const places: At[] = [
  'observations',
  'means',
  new Map<string, string | number>([
    ['income', 0.3],
    ['region', 'middle'],
  ]),
];

describe.each(Object.entries(fits))('%s and gamma', (_, fit) => {
  const grid = Object.keys(builders).flatMap((name) =>
    fit.expectations.flatMap((expectation) => places.map((at) => [name, expectation.name, at] as const)),
  );

  it.each(grid)('%s on %s at %o', (name, expectation, at) => {
    const wanted = fit.expectations.find((candidate) => candidate.name === expectation)!;
    const margins: Margin[] = expectation === 'combined' ? ['total', 'extensive', 'intensive'] : ['total'];
    for (const margin of margins) {
      const build = (current: Fit) => builders[name]!(groundOf(current, wanted, at), margin);
      const { gradient } = build(fit);
      const numeric = numericGradient(fit, (current) => build(current).value);
      const size = Math.max(...numeric.map(Math.abs));
      gradient.forEach((value, j) => {
        const scale = Math.max(Math.abs(numeric[j]!), 1e-3 * size);
        expect(Math.abs(value - numeric[j]!)).toBeLessThanOrEqual(1e-7 * scale);
      });
    }
  });
});
