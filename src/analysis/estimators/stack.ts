/** Several equations fitted side by side and laid end to end, so that covariances and effects see one fit. */
import { Failure } from '../../errors/failure.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import { allOf } from '../design/conditions.ts';
import type { Design, Equation, OutcomeRule, RowFilter } from '../design/design.ts';
import type { Term } from '../terms/term.ts';
import { requiredVariables } from '../terms/term-variables.ts';
import type { Asked, Estimator, Expectation, Fit, Moments } from './estimator.ts';
import { joinFits } from './join-fits.ts';

/** One equation of a stack: what it changes in what the model asks for. */
export interface StackPart {
  readonly name: string;
  readonly label: Text;
  /** an estimator of one equation */
  readonly estimator: Estimator;
  readonly outcome?: string;
  readonly outcomeRule?: OutcomeRule;
  /** joined to the model's own condition by *and* */
  readonly where?: RowFilter;
  readonly terms?: readonly Term[];
}

/** The product of the means of two parts, averaged over the rows of the first. */
export interface Combination {
  readonly name: string;
  readonly label: Text;
  readonly first: number;
  readonly second: number;
}

/**
 * The equations of the parts, in order. The first part of a combination also asks for the variables of the second part's
 * terms, because the second mean is predicted on the first part's rows.
 */
export function stackEquations(
  asked: Asked,
  parts: readonly StackPart[],
  combinations: readonly Combination[],
): Equation[] {
  const equations = parts.map(({ name, label, estimator, terms, outcome, outcomeRule, where }): Equation => {
    const { where: modelWhere, ...rest } = asked;
    const rows = allOf([modelWhere, where]);
    const own = {
      ...rest,
      ...(terms && { terms: [...asked.terms.filter((term) => term.fixedEffect), ...terms] }),
      ...(outcome !== undefined && { outcome }),
      ...(rows && { where: rows }),
    };
    const [equation, ...others] = estimator.equations({ ...own, ...(outcomeRule && { outcomeRule }) });
    if (equation === undefined || others.length > 0) {
      throw new Failure('E-SPEC-VALUE', {
        place: { path: name },
        finding: `${estimator.name} has ${others.length + 1} equations of its own`,
        remedy: 'a part takes an estimator of one equation: stack all of them at one level',
      });
    }
    return { ...equation, name, label };
  });
  for (const { first, second } of combinations) {
    const { terms, requires } = equations[second]!;
    const wanted = [...equations[first]!.requires, ...terms.flatMap(requiredVariables), ...requires];
    equations[first] = { ...equations[first]!, requires: [...new Set(wanted)] };
  }
  return equations;
}

/**
 * One fit of the parts: coefficients end to end, breads block-diagonal (the parts share no parameter), every part's own mean
 * over its own rows and the combinations: E(y) = m1 m2 with d/d eta1 = m1' m2 and d/d eta2 = m1 m2' (Stata's suest and
 * twopm; R's twopartm). Scores line up by the rows of the sample, so a clustered covariance has the terms across parts.
 */
export function stackFits(
  name: string,
  fits: readonly Fit[],
  sample: Frame,
  combinations: readonly Combination[],
): Fit {
  const joined = joinFits(
    name,
    fits.map((fit) => {
      const { name: part, label } = fit.equations[0]!;
      return { name: part, label, fit };
    }),
    sample,
  );
  const means = joined.parts.map((part) => joined.fit.expectations[part.expectation]!);
  const combined = combinations.map((combination) => {
    const { first, second } = combination;
    const parts = [first, second].map((part) => joined.parts[part]!.equation);
    if ([first, second].some((part) => !hasPlainMean(fits[part]!))) throw cannotCombine(name);
    return productExpectation(combination, means, parts, joined.fit.equations[parts[0]!]!.design);
  });
  return { ...joined.fit, expectations: [...joined.fit.expectations, ...combined] };
}

function hasPlainMean({ equations, expectations }: Fit): boolean {
  return equations.length === 1 && expectations[0]?.optional !== true;
}

/** A product of means needs one predictor from each part; a random effect has two, a conditional logit no mean. */
function cannotCombine(name: string): Failure {
  return new Failure('E-SPEC-VALUE', {
    finding: `${name} combines the mean of a part whose rows share an effect of their group, which is not offered`,
    remedy: 'set combined: false, or use an estimator without group effects',
  });
}

function productExpectation(
  { name, label, first, second }: Combination,
  means: readonly Expectation[],
  equations: readonly number[],
  { frame }: Design,
): Expectation {
  const chance = means[first]!;
  const amount = means[second]!.onto?.(frame) ?? means[second]!;
  return {
    name,
    label,
    ...(amount.unit !== undefined && { unit: amount.unit }),
    equations,
    over: equations[0]!,
    evaluate([eta1, eta2]): Moments {
      const a = chance.evaluate([eta1!]);
      const b = amount.evaluate([eta2!]);
      return {
        mean: times(a.mean, b.mean),
        gradient: [times(a.gradient[0]!, b.mean), times(a.mean, b.gradient[0]!)],
        get hessian() {
          const cross = times(a.gradient[0]!, b.gradient[0]!);
          return [
            [times(a.hessian[0]![0]!, b.mean), cross],
            [cross, times(a.mean, b.hessian[0]![0]!)],
          ];
        },
      };
    },
  };
}

function times(a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(a.length);
  for (let i = 0; i < product.length; i++) product[i] = a[i]! * b[i]!;
  return product;
}
