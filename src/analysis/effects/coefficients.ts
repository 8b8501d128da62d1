/** The coefficients of every equation, as they are or exponentiated. */
import type { Estimate } from '../../results/estimates.ts';
import type { FittedEquation } from '../estimators/estimator.ts';
import { enteringVariables } from '../terms/term-variables.ts';
import type { Vcov } from '../vcov/vcov.ts';
import { sentence } from './convention-text.ts';
import type { Effect } from './effect.ts';
import { coefficientWords } from './effect-words.ts';
import { estimateOf, omittedEstimate, type Subject } from './inference.ts';
import { columnSubject } from './per-column.ts';

export interface CoefficientsOptions {
  readonly name?: string | undefined;
  /** exp(b): odds ratios, ratios of means under a log link */
  readonly exponentiate: boolean;
  /** also the indicators of fixed effects */
  readonly fixedEffects?: boolean;
}

/**
 * One result per equation, columns in design order, then the columns that were left out. With `exponentiate` the
 * estimate is exp(b) and its standard error exp(b) se(b) (delta method); the interval is the transformed one, statistic
 * and p-value test b = 0 (Stata: or, eform).
 */
export function coefficients(options: CoefficientsOptions): Effect {
  const name = options.name ?? 'coefficients';
  return {
    name,
    kind: { of: 'coefficients', exponentiated: options.exponentiate },
    words: coefficientWords(options),
    compute(fit, vcov, confLevel) {
      const effects = fit.equations.map((equation) => ({
        effect: name,
        equation: equation.name,
        convention: options.exponentiate ? EXPONENTIATED : PLAIN,
        estimates: [
          ...equation.design.columns.flatMap((column, j) => {
            if (column.fixedEffect && !options.fixedEffects) return [];
            const estimate = coefficientOf(equation, j, fit.coef, vcov, confLevel);
            return [options.exponentiate ? exponentiated(estimate) : estimate];
          }),
          ...omittedOf(equation, options.fixedEffects === true).map((omitted) => {
            const reason = omitted.detail === '' ? omitted.reason : `${omitted.reason}: ${omitted.detail}`;
            return omittedEstimate(omittedSubject(equation, omitted.term), reason);
          }),
        ],
        confLevel,
      }));
      return { effects, tests: [] };
    },
  };
}

const PLAIN = sentence([{ en: 'coefficients', zh: '系数' }]);
const EXPONENTIATED = sentence([
  { en: 'exponentiated coefficients exp(b)', zh: '指数化系数 exp(b)' },
  {
    en: 'standard errors exp(b) x se(b), intervals transformed, tests of b = 0',
    zh: '标准误为 exp(b) × se(b)，区间经变换，检验 b = 0',
  },
]);

function coefficientOf(
  equation: FittedEquation,
  j: number,
  coef: Float64Array,
  vcov: Vcov,
  confLevel: number,
): Estimate {
  const index = equation.offset + j;
  const df = vcov.coefDf?.[index] ?? vcov.convention.df;
  const subject = columnSubject(equation.design.columns[j]!);
  return estimateOf(subject, coef[index]!, vcov.matrix.get(index, index), vcov.convention, confLevel, df);
}

function exponentiated(estimate: Estimate): Estimate {
  const value = Math.exp(estimate.estimate);
  return {
    ...estimate,
    estimate: value,
    stdError: value * estimate.stdError,
    confLow: Math.exp(estimate.confLow),
    confHigh: Math.exp(estimate.confHigh),
  };
}

/** The columns that were left out, without those of fixed effects unless they are wanted. */
function omittedOf({ omitted, design }: FittedEquation, fixedEffects: boolean): FittedEquation['omitted'] {
  if (fixedEffects) return omitted;
  const hidden = design.equation.terms.filter((term) => term.fixedEffect).flatMap((term) => term.variables);
  return omitted.filter(({ term }) => !hidden.some((variable) => term.startsWith(`${variable}=`)));
}

function omittedSubject(equation: FittedEquation, term: string): Subject {
  const variables = equation.design.equation.terms.flatMap(enteringVariables);
  const factor = variables.find((variable) => term.startsWith(`${variable}=`) && !term.includes(':'));
  if (factor === undefined) return { term, label: { en: term }, variable: term };
  return { term, label: { en: term }, variable: factor, level: term.slice(factor.length + 1) };
}
