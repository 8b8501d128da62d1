/** Average predictions, and average predictions with everybody at each level of a factor. */
import type { Estimate } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import type { Vcov } from '../vcov/vcov.ts';
import { settle } from './change.ts';
import { predictionsText } from './convention-text.ts';
import type { Effect } from './effect.ts';
import { predictionWords } from './effect-words.ts';
import { expectationsOf } from './expectations.ts';
import { averagePrediction } from './functional.ts';
import { type At, type Ground, groundOf } from './ground.ts';
import { omittedEstimate, testedFunctional } from './inference.ts';
import { type Explanatory, explanatoryVariables, levelText, omittedReason } from './variables.ts';

export interface PredictionsOptions {
  readonly name?: string | undefined;
  readonly at: At;
  readonly of?: readonly string[] | undefined;
  /** factors whose levels everybody is put at, one after the other (Stata: margins x) */
  readonly levelsOf: readonly string[];
}

const MEAN: Text = { en: 'Mean prediction', zh: '平均预测值' };

/**
 * For every expectation the (weighted) mean prediction, term `mean_prediction`, and for the levels of the factors asked
 * for the mean prediction with everybody at that level, term `x=level`. Delta-method standard errors.
 */
export function predictions(options: PredictionsOptions): Effect {
  const name = options.name ?? 'predictions';
  return {
    name,
    words: predictionWords(options),
    compute(fit, vcov, confLevel) {
      const effects = expectationsOf(fit, options.of).map((expectation) => {
        const ground = groundOf(fit, expectation, options.at);
        const subject = { term: 'mean_prediction', label: MEAN, variable: 'mean_prediction' };
        const mean = testedFunctional(subject, averagePrediction(ground, ground.base), vcov, confLevel);
        const factors = options.levelsOf.length === 0 ? [] : explanatoryVariables(ground, options.levelsOf);
        return {
          effect: name,
          equation: expectation.name,
          convention: predictionsText(ground, options.at),
          rows: ground.rows,
          ...(expectation.unit !== undefined && { unit: expectation.unit }),
          estimates: [mean, ...factors.flatMap((factor) => adjusted(ground, factor, vcov, confLevel))],
          confLevel,
        };
      });
      return { effects, tests: [] };
    },
  };
}

function adjusted(ground: Ground, factor: Explanatory, vcov: Vcov, confLevel: number): Estimate[] {
  const { variable, label } = factor;
  return levelsWithReference(factor).map((level) => {
    const term = `${variable}=${level.name}`;
    const subject = { term, label: levelText(label, level.label), variable, level: level.name };
    const omitted = omittedReason(ground, term);
    if (omitted !== undefined) return omittedEstimate(subject, omitted);
    return testedFunctional(subject, settle(ground, variable, level.name).average(), vcov, confLevel);
  });
}

/** All levels of a factor, the reference first; none for a numeric variable. */
export function levelsWithReference(factor: Explanatory): readonly { readonly name: string; readonly label: Text }[] {
  const { levels, reference, referenceLabel } = factor;
  return levels === null ? [] : [{ name: reference, label: referenceLabel }, ...levels];
}
