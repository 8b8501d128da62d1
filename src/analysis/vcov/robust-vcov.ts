/** Heteroskedasticity-robust covariances: one score per row. */
import { Failure } from '../../errors/failure.ts';
import type { Text } from '../../results/text.ts';
import type { Fit } from '../estimators/estimator.ts';
import { clusterVcov } from './cluster-vcov.ts';
import { leverageComplements } from './leverage.ts';
import {
  type Bread,
  breadOf,
  type Distribution,
  type Factor,
  hc1Factor,
  isLeastSquares,
  NO_FACTOR,
  type Preset,
  residualDf,
  rowFactor,
  testDistribution,
} from './presets.ts';
import { rowSandwich } from './scores.ts';
import type { Vcov, VcovEstimator } from './vcov.ts';
import { hcWords, robustWords } from './vcov-words.ts';
import { type WholeSample, wholeSample } from './whole-sample.ts';

/** `none`: one; `n`: n/(n-1); `hc1`: n/(n-k). */
export type RobustFactor = 'none' | 'n' | 'hc1';
export type HcKind = 'hc0' | 'hc1' | 'hc2' | 'hc3';

export interface RobustOptions {
  readonly preset: Preset;
  readonly bread?: Bread | undefined;
  readonly factor?: RobustFactor | undefined;
  readonly distribution?: Distribution | undefined;
}

/**
 * bread (sum of s_i s_i') bread x factor (Huber, White). stata: observed bread, n/(n-1) after maximum likelihood and
 * n/(n-k) after regress, as vce(robust) does; sandwich: expected bread, no factor, as sandwich(); fixest: expected
 * bread, n/(n-k), as vcov = "hetero"; none: observed bread, no factor. Equations are stacked by sample row; n and k are
 * those of the whole fit. Where rows share an effect of their unit, scores are summed within units and n/(n-1) is G/(G-1)
 * (Stata: vce(robust) after xtlogit, re).
 */
export function robustVcov(options: RobustOptions): VcovEstimator {
  return {
    name: 'robust',
    words: robustWords(options),
    requires: [],
    compute(fit) {
      if (fit.unit !== undefined) return byUnit(fit, fit.unit.variable, options);
      const bread = options.bread ?? breadOf(options.preset);
      const factor = FACTORS[options.factor ?? presetFactor(options.preset, fit)](wholeSample(fit));
      const residuals = fit.equations.map((equation) => equation.scoreResidual);
      return assemble(fit, 'robust', { ...options, bread }, factor, residuals, []);
    },
  };
}

export interface HcOptions {
  readonly preset: Preset;
  readonly bread?: Bread | undefined;
  readonly distribution?: Distribution | undefined;
  /**
   * rows that determine a coefficient alone, where HC2 and HC3 are 0/0: fail, or leave them out of the meat and say so
   */
  readonly leverageOne?: 'error' | 'omit' | undefined;
}

/**
 * HC0 (no factor), HC1 (n/(n-k)), HC2 (residual / sqrt(1-h)), HC3 (residual / (1-h)): MacKinnon and White (1985); R
 * package sandwich, vcovHC(), whose expected bread is the default here too. Throws E-VCOV-UNDEFINED for HC2 and HC3
 * with a row of leverage one, unless these rows are to be omitted.
 */
export function hcVcov(kind: HcKind, options: HcOptions): VcovEstimator {
  return {
    name: kind,
    words: hcWords(kind, options),
    requires: [],
    compute(fit) {
      if (fit.unit !== undefined) throw rowsAreTied(kind, fit.unit.variable);
      const bread = options.bread ?? breadOf(options.preset);
      const factor = kind === 'hc1' ? hc1Factor(wholeSample(fit)) : NO_FACTOR;
      const notes: Text[] = [];
      const facts = { leverageOneRows: 0, maxLeverage: 0 };
      const power = kind === 'hc2' ? 0.5 : kind === 'hc3' ? 1 : 0;
      const residuals = fit.equations.map((equation) => {
        if (power === 0) return equation.scoreResidual;
        const complements = leverageComplements(fit, equation);
        const certain = complements.reduce((count, complement) => count + (complement === 0 ? 1 : 0), 0);
        facts.leverageOneRows += certain;
        facts.maxLeverage = complements.reduce((most, complement) => Math.max(most, 1 - complement), facts.maxLeverage);
        if (certain > 0) notes.push(leverageOne(kind, equation.name, certain, options.leverageOne ?? 'error'));
        return equation.scoreResidual.map((residual, i) => {
          const complement = complements[i]!;
          return complement === 0 ? 0 : residual / complement ** power;
        });
      });
      const { matrix, convention } = assemble(fit, kind, { ...options, bread }, factor, residuals, notes);
      return { matrix, convention: power === 0 ? convention : { ...convention, facts } };
    },
  };
}

const FACTORS: Readonly<Record<RobustFactor, (whole: WholeSample) => Factor>> = {
  none: () => NO_FACTOR,
  n: rowFactor,
  hc1: hc1Factor,
};

function presetFactor(preset: Preset, fit: Fit): RobustFactor {
  if (preset === 'stata') return isLeastSquares(fit) ? 'hc1' : 'n';
  return preset === 'fixest' ? 'hc1' : 'none';
}

function assemble(
  fit: Fit,
  kind: string,
  options: { readonly preset: Preset; readonly bread: Bread; readonly distribution?: Distribution | undefined },
  factor: Factor,
  residuals: readonly Float64Array[],
  notes: readonly Text[],
) {
  const bread = options.bread === 'observed' ? fit.observedBread : fit.expectedBread;
  return {
    matrix: rowSandwich(fit, bread, residuals, factor.factor),
    convention: {
      kind,
      preset: options.preset,
      bread: options.bread,
      ...factor,
      clusters: [],
      ...testDistribution(fit, residualDf(fit), options.distribution),
      notes,
    },
  };
}

/** The score of a unit is the sum over its rows, so robust means clustered by it, with G/(G-1) for n/(n-1). */
function byUnit(fit: Fit, unit: string, { preset, bread, factor, distribution }: RobustOptions): Vcov {
  if (factor === 'hc1') throw rowsAreTied('the factor n/(n-k)', unit);
  const clustered = clusterVcov({
    by: [unit],
    preset,
    bread,
    distribution,
    ...(factor !== undefined && { factor: factor === 'none' ? 'none' : 'g' }),
  }).compute(fit);
  return {
    ...clustered,
    convention: {
      ...clustered.convention,
      kind: 'robust',
      factorFormula: `${clustered.convention.factorFormula}, scores summed within ${unit}`,
    },
  };
}

function rowsAreTied(what: string, unit: string): Failure {
  return new Failure('E-VCOV-UNDEFINED', {
    finding: `${what} is defined row by row, but the rows of one "${unit}" share an effect of their own`,
    remedy: `use robust (clustered by "${unit}") or cluster`,
  });
}

function leverageOne(kind: string, equation: string, rows: number, policy: 'error' | 'omit'): Text {
  const finding = `${rows} rows of "${equation}" have leverage one, where ${kind.toUpperCase()} is 0/0`;
  if (policy === 'omit') {
    return {
      en: `${finding}: they are left out of the meat`,
      zh: `“${equation}”有${rows}行杠杆值为一，${kind.toUpperCase()}在此为0/0：计算时略去`,
    };
  }
  throw new Failure('E-VCOV-UNDEFINED', {
    finding,
    remedy: 'use HC1, merge the levels that hold one row, or set leverage_one: omit',
  });
}
