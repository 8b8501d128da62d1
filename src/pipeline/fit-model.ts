/** One model over its sample: designs, fit, covariance, effects, and the record of all of them. */
import type { Frame } from '../analysis/data/frame.ts';
import { buildDesign } from '../analysis/design/build-design.ts';
import { withDesignColumns } from '../analysis/design/made-columns.ts';
import { outcomeStatistics } from '../analysis/design/outcome-statistics.ts';
import type { Fit, FittedEquation } from '../analysis/estimators/estimator.ts';
import { fixedEffectsOf } from '../analysis/estimators/fixed-effects.ts';
import type { Vcov } from '../analysis/vcov/vcov.ts';
import type { EquationResult, ModelResult } from '../results/estimates.ts';
import type { Text } from '../results/text.ts';
import type { ModelSpec } from '../spec/paper.ts';
import { placed } from './place-failure.ts';
import { refusePrivateTerms } from './private-levels.ts';

export interface FittedModel {
  readonly result: ModelResult;
  readonly warnings: readonly string[];
}

/** Fits a model, or reports the fit that `fitted` gives; a failure names the model it belongs to. */
export function fitModel(spec: ModelSpec, sample: Frame, fitted: typeof estimateModel = estimateModel): FittedModel {
  return placed(`models.${spec.name}`, () => {
    const fit = fitted(spec, sample);
    const vcov = spec.vcov.compute(fit);
    return reportModel(spec, fit, vcov);
  });
}

/** The fit alone: designs and estimator, before any covariance or effect. */
export function estimateModel(spec: ModelSpec, sample: Frame): Fit {
  const designs = spec.estimator.equations(spec.asked).map((equation) => buildDesign(equation, sample));
  for (const design of designs) refusePrivateTerms(design);
  return spec.estimator.fit(designs, withDesignColumns(sample, designs));
}

/** The record of a fit: its equations, covariance and effects. */
export function reportModel(
  spec: Pick<ModelSpec, 'name' | 'label' | 'sample' | 'effects' | 'confLevel'>,
  fit: Fit,
  vcov: Vcov,
): FittedModel {
  const reported = spec.effects.map((effect) => effect.compute(fit, vcov, spec.confLevel));
  const supports = reported.flatMap((one) => one.supports ?? []);
  return {
    result: {
      id: spec.name,
      label: spec.label,
      sample: spec.sample,
      equations: fit.equations.map(equationResult),
      vcov: vcov.convention,
      effects: reported.flatMap(({ effects }) => effects),
      tests: reported.flatMap(({ tests }) => tests),
      ...(supports.length > 0 && { supports }),
    },
    warnings: [
      ...warningsOf(spec, fit, vcov.convention.notes),
      ...reported.flatMap(({ warnings = [] }) => warnings).map((warning) => `${spec.name}.${warning}`),
    ],
  };
}

function equationResult(equation: FittedEquation): EquationResult {
  const { design } = equation;
  const fixedEffects = fixedEffectsOf(design);
  return {
    name: equation.name,
    label: equation.label,
    estimator: equation.estimator,
    outcome: design.equation.outcome,
    ...(equation.auxiliary && { auxiliary: equation.auxiliary }),
    rows: design.rows.length,
    nobs: design.nobs,
    statistics: equation.auxiliary ? equation.statistics : { ...equation.statistics, ...outcomeStatistics(design) },
    convergence: equation.convergence,
    omitted: equation.omitted,
    ...(fixedEffects.length > 0 && { fixedEffects }),
    lost: design.lost,
  };
}

function warningsOf({ name }: Pick<ModelSpec, 'name'>, fit: Fit, notes: readonly Text[]): string[] {
  const warnings = fit.equations.flatMap((equation) => [
    ...equation.omitted.map(({ term, detail }) => `${name}.${equation.name}: ${term} left out, ${detail}`),
    ...(equation.warnings ?? []).map((warning) => `${name}.${equation.name}: ${warning}`),
  ]);
  return [...warnings, ...notes.map(({ en }) => `${name}: ${en}`)];
}
