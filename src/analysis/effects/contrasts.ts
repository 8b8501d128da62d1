/** Level-against-level contrasts of a factor, of predictions or of coefficients. */
import { Failure } from '../../errors/failure.ts';
import type { EffectResult, Estimate } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import type { Vcov } from '../vcov/vcov.ts';
import { differenceEffect, type Settled, settle } from './change.ts';
import { contrastsText, sentence } from './convention-text.ts';
import type { Effect } from './effect.ts';
import { contrastWords } from './effect-words.ts';
import { expectationsOf } from './expectations.ts';
import { type At, type Ground, groundOf } from './ground.ts';
import { type Functional, omittedEstimate, type Subject, testedFunctional } from './inference.ts';
import { levelsWithReference } from './predictions.ts';
import { type Explanatory, explanatoryVariables, omittedReason } from './variables.ts';

export interface ContrastsOptions {
  readonly name?: string | undefined;
  readonly variable: string;
  /** every later level against every earlier one, against the reference, or against the one before (in level order) */
  readonly pairs: 'all' | 'reference' | 'sequential';
  /** differences of average predictions, or of coefficients (main effects only) */
  readonly scale: 'margins' | 'coefficients';
  readonly at: At;
  readonly of?: readonly string[] | undefined;
}

type Level = { readonly name: string; readonly label: Text };

/**
 * Contrasts with term `x=a - x=b`, level a, reference b. Margins: difference of the average predictions with everybody
 * at a and at b (Stata: margins r.x, pwcompare). Coefficients: b_a - b_b within each equation, the reference level
 * counting zero. E-SPEC-VALUE for a variable that is no factor.
 */
export function contrasts(options: ContrastsOptions): Effect {
  const name = options.name ?? 'contrasts';
  return {
    name,
    kind:
      options.scale === 'coefficients'
        ? { of: 'coefficients', exponentiated: false }
        : {
            of: 'margins',
            at: typeof options.at === 'string' ? options.at : 'set',
            levels: 'discrete',
            binary: 'discrete',
            perColumn: false,
          },
    words: contrastWords(options),
    compute(fit, vcov, confLevel) {
      const of = options.scale === 'margins' ? marginContrasts : coefficientContrasts;
      return { effects: of(fit, { ...options, name }, vcov, confLevel), tests: [] };
    },
  };
}

type Named = ContrastsOptions & { readonly name: string };

function marginContrasts(fit: Fit, options: Named, vcov: Vcov, confLevel: number): EffectResult[] {
  return expectationsOf(fit, options.of).map((expectation) => {
    const ground = groundOf(fit, expectation, options.at);
    const factor = factorOf(ground, options.variable);
    const settled = new Map<string, Settled>();
    const at = (level: Level): Settled => {
      const known = settled.get(level.name) ?? settle(ground, options.variable, level.name);
      settled.set(level.name, known);
      return known;
    };
    return {
      effect: options.name,
      equation: expectation.name,
      convention: contrastsText(ground, options.at),
      rows: ground.rows,
      ...(expectation.unit !== undefined && { unit: expectation.unit }),
      estimates: pairsOf(ground, factor, options.pairs).map(([a, b]) =>
        contrastEstimate(ground, factor, a, b, () => differenceEffect(at(b), at(a)), vcov, confLevel),
      ),
      confLevel,
    };
  });
}

const COEFFICIENTS = sentence([{ en: 'differences of coefficients between levels', zh: '各水平系数之差' }]);

function coefficientContrasts(fit: Fit, options: Named, vcov: Vcov, confLevel: number): EffectResult[] {
  return fit.equations.map((equation, index) => {
    const alone = { name: equation.name, label: equation.label, equations: [index], over: index };
    const ground = groundOf(
      fit,
      { ...alone, evaluate: () => ({ mean: NONE, gradient: [], hessian: [] }) },
      'observations',
    );
    const factor = factorOf(ground, options.variable);
    return {
      effect: options.name,
      equation: equation.name,
      convention: COEFFICIENTS,
      estimates: pairsOf(ground, factor, options.pairs).map(([a, b]) =>
        contrastEstimate(ground, factor, a, b, () => difference(fit, equation, factor, a, b), vcov, confLevel),
      ),
      confLevel,
    };
  });
}

const NONE = new Float64Array(0);

function difference(fit: Fit, equation: FittedEquation, factor: Explanatory, a: Level, b: Level): Functional {
  const gradient = new Float64Array(fit.coef.length);
  let value = 0;
  for (const [level, sign] of [[a, 1] as const, [b, -1] as const]) {
    const j = equation.design.columns.findIndex(({ id }) => id === `${factor.variable}=${level.name}`);
    if (j < 0) continue;
    gradient[equation.offset + j] = sign;
    value += sign * fit.coef[equation.offset + j]!;
  }
  return { value, gradient };
}

function contrastEstimate(
  ground: Ground,
  { variable, label }: Explanatory,
  a: Level,
  b: Level,
  functional: () => Functional,
  vcov: Vcov,
  confLevel: number,
): Estimate {
  const subject: Subject = {
    term: `${variable}=${a.name} - ${variable}=${b.name}`,
    label: {
      en: `${label.en}: ${a.label.en} - ${b.label.en}`,
      zh: `${label.zh ?? label.en}：${a.label.zh ?? a.label.en} - ${b.label.zh ?? b.label.en}`,
    },
    variable,
    level: a.name,
    reference: b.name,
  };
  const omitted = omittedReason(ground, `${variable}=${a.name}`) ?? omittedReason(ground, `${variable}=${b.name}`);
  return omitted === undefined
    ? testedFunctional(subject, functional(), vcov, confLevel)
    : omittedEstimate(subject, omitted);
}

function factorOf(ground: Ground, variable: string): Explanatory {
  const factor = explanatoryVariables(ground, [variable])[0]!;
  if (factor.levels !== null) return factor;
  throw new Failure('E-SPEC-VALUE', {
    finding: `contrasts are between levels, and "${variable}" is numeric in "${ground.expectation.name}"`,
    remedy: 'declare it as a category, or use marginal_effects',
  });
}

/** Pairs (a, b) for a - b, levels in the order of the data's declaration. */
function pairsOf(ground: Ground, factor: Explanatory, pairs: ContrastsOptions['pairs']): (readonly [Level, Level])[] {
  const [reference, ...others] = levelsWithReference(factor);
  if (pairs === 'reference') return others.map((level) => [level, reference!]);
  const column = ground.frame.columns.get(factor.variable);
  const position = (level: Level): number =>
    column?.kind === 'categorical' ? column.levels.findIndex(({ name }) => name === level.name) : Number(level.name);
  const ordered = [reference!, ...others].sort((a, b) => position(a) - position(b));
  if (pairs === 'sequential') return ordered.slice(1).map((level, i) => [level, ordered[i]!]);
  return ordered.flatMap((level, i) => ordered.slice(0, i).map((earlier) => [level, earlier] as const));
}
