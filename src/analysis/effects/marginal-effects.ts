/** Marginal effects: derivatives by numeric variables, differences between levels of factors. */
import { Failure } from '../../errors/failure.ts';
import type { EffectResult, Estimate } from '../../results/estimates.ts';
import type { Fit } from '../estimators/estimator.ts';
import type { Vcov } from '../vcov/vcov.ts';
import {
  derivativeEffect,
  differenceEffect,
  differenceMargins,
  indicatorEffect,
  type Margin,
  type Settled,
  settle,
} from './change.ts';
import { marginalEffectsText, marginText } from './convention-text.ts';
import type { Effect } from './effect.ts';
import { marginalEffectWords } from './effect-words.ts';
import { expectationsOf } from './expectations.ts';
import { type At, type Ground, groundOf, type Setting } from './ground.ts';
import { type Functional, omittedEstimate, type Subject, testedFunctional } from './inference.ts';
import { perColumnEffects } from './per-column.ts';
import { type Explanatory, explanatoryVariables, levelSubject, numericSubject, omittedReason } from './variables.ts';

export interface MarginalEffectsOptions {
  readonly name?: string | undefined;
  readonly at: At;
  /** factor levels: difference in predictions against the reference level, or derivative by the indicator */
  readonly dummies: 'discrete' | 'derivative';
  /** numeric variables that are only 0 and 1: derivative, or difference between 1 and 0 */
  readonly binary: 'derivative' | 'discrete';
  readonly variables?: readonly string[] | undefined;
  /** names of expectations; all when absent */
  readonly of?: readonly string[] | undefined;
  /** every design column as a continuous variable of its own */
  readonly perColumn: boolean;
  /** split the effects on an expectation of two equations into the part through each */
  readonly decompose: boolean;
}

/**
 * Effects on every expectation: the weighted average over the estimation rows of dE(y)/dx through every power and
 * interaction of x, or of E(y | level) - E(y | reference level) with all else as observed; at the means, the same at
 * one point. Delta method with exact derivatives, covariates held fixed (Stata: margins, dydx(*); R:
 * marginaleffects::avg_slopes). An effect whose column an equation left out is NaN with the reason. E-SPEC-NAME for
 * unknown variables and expectations.
 */
export function marginalEffects(options: MarginalEffectsOptions): Effect {
  const name = options.name ?? 'marginal_effects';
  return {
    name,
    kind: {
      of: 'margins',
      at: typeof options.at === 'string' ? options.at : 'set',
      levels: options.perColumn ? options.binary : options.dummies,
      binary: options.binary,
      perColumn: options.perColumn,
    },
    words: marginalEffectWords(options),
    compute(fit, vcov, confLevel) {
      const expectations = expectationsOf(fit, options.of);
      const split = options.decompose ? expectations.filter(({ equations }) => equations.length === 2) : [];
      if (options.decompose && split.length === 0) throw nothingToSplit(fit);
      const effects = expectations.flatMap((expectation) => {
        const ground = groundOf(fit, expectation, options.perColumn ? 'observations' : options.at);
        if (options.perColumn) return [perColumnEffects(ground, { ...options, name }, vcov, confLevel)];
        const margins: readonly Margin[] = split.includes(expectation)
          ? ['total', 'extensive', 'intensive']
          : ['total'];
        return effectsOn(ground, { ...options, name }, margins, vcov, confLevel);
      });
      return { effects, tests: [] };
    },
  };
}

function effectsOn(
  ground: Ground,
  options: MarginalEffectsOptions & { readonly name: string },
  margins: readonly Margin[],
  vcov: Vcov,
  confLevel: number,
): EffectResult[] {
  const { expectation } = ground;
  const estimates = new Map<Margin, Estimate[]>(margins.map((margin) => [margin, []]));
  for (const variable of explanatoryVariables(ground, options.variables)) {
    for (const { subject, effect } of changesOf(ground, variable, options)) {
      const omitted = omittedReason(ground, subject.term);
      for (const margin of margins) {
        const estimate =
          omitted === undefined
            ? testedFunctional(subject, effect(margin), vcov, confLevel)
            : omittedEstimate(subject, omitted);
        estimates.get(margin)!.push(estimate);
      }
    }
  }
  return margins.map((margin) => ({
    effect: margin === 'total' ? options.name : `${options.name}_${margin}`,
    equation: expectation.name,
    convention: marginText(margin, marginalEffectsText(ground, options)),
    rows: ground.rows,
    ...(expectation.unit !== undefined && { unit: expectation.unit }),
    estimates: estimates.get(margin)!,
    confLevel,
  }));
}

interface Change {
  readonly subject: Subject;
  effect(margin: Margin): Functional;
}

/** The changes of a variable: one for a number, one for every level of a factor but the reference. */
function changesOf(ground: Ground, variable: Explanatory, options: MarginalEffectsOptions): Change[] {
  const name = variable.variable;
  const between = (subject: Subject, from: () => Settled, value: Setting): Change => {
    const by = lazily((): ((margin: Margin) => Functional) => {
      const to = settle(ground, name, value);
      if (variable.levels !== null && options.dummies === 'derivative') {
        return (margin) => indicatorEffect(ground, from().scene, to.scene, margin);
      }
      return ground.equations.length === 2 ? differenceMargins(ground, from(), to) : () => differenceEffect(from(), to);
    });
    return { subject, effect: (margin) => by()(margin) };
  };
  if (variable.levels !== null) {
    const from = lazily(() => settle(ground, name, variable.reference));
    return variable.levels.map((level) => between(levelSubject(variable, level), from, level.name));
  }
  const subject = numericSubject(variable);
  if (options.binary === 'discrete' && isBinary(ground, name)) {
    return [
      between(
        subject,
        lazily(() => settle(ground, name, 0)),
        1,
      ),
    ];
  }
  return [{ subject, effect: (margin) => derivativeEffect(ground, name, margin) }];
}

function lazily<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}

function isBinary(ground: Ground, variable: string): boolean {
  const column = ground.frame.columns.get(variable);
  return column?.kind === 'numeric' && column.values.every((value) => value === 0 || value === 1);
}

function nothingToSplit(fit: Fit): Failure {
  return new Failure('E-SPEC-VALUE', {
    finding: `${fit.estimator} has no expectation over two equations to decompose`,
    remedy: 'leave decompose out, or name the combined expectation of a two-part model in `of`',
  });
}
