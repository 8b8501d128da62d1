/** Wald tests that several coefficients are zero together. */
import { Matrix } from 'ml-matrix';
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { chiSquaredTail, fTail } from '../../numerics/distributions.ts';
import { solveDefinite } from '../../numerics/symmetric.ts';
import type { JointTest } from '../../results/estimates.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import type { Vcov } from '../vcov/vcov.ts';
import type { Effect } from './effect.ts';
import { jointTestWords } from './effect-words.ts';

export interface JointTestOptions {
  readonly name?: string | undefined;
  /** column ids (`age`, `age^2`), or variables and interactions whose columns are meant (`education`, `age:female`) */
  readonly terms: readonly string[];
  /** one test over all equations together instead of one in each */
  readonly across: boolean;
}

interface Tested {
  readonly equation: string;
  readonly terms: readonly string[];
  readonly indices: readonly number[];
}

/**
 * W = b'V^-1 b for the coefficients meant: chi-squared with q degrees of freedom, or F = W/q with q and the
 * convention's degrees of freedom where it tests with t (Stata: testparm). Columns that were left out do not count.
 * Where V has not the rank to test q coefficients together (too few clusters) statistic and p-value are NaN.
 * E-SPEC-NAME for a term that no equation has.
 */
export function jointTest(options: JointTestOptions): Effect {
  const name = options.name ?? `joint_test(${options.terms.join(', ')})`;
  return {
    name,
    words: jointTestWords(options),
    compute(fit, vcov) {
      const found = fit.equations.map((equation) => testedIn(equation, options.terms));
      requireKnown(fit, options.terms, found);
      const each = found.filter(({ indices }) => indices.length > 0);
      const together: Tested = {
        equation: each.map(({ equation }) => equation).join(' + '),
        terms: each.flatMap(({ equation, terms }) => terms.map((term) => `${equation}: ${term}`)),
        indices: each.flatMap(({ indices }) => indices),
      };
      const tested = options.across && each.length > 1 ? [together] : each;
      return { effects: [], tests: tested.map((part) => waldTest(name, part, fit, vcov)) };
    },
  };
}

function waldTest(name: string, { equation, terms, indices }: Tested, fit: Fit, vcov: Vcov): JointTest {
  const { distribution, df: dfDenominator } = vcov.convention;
  const q = indices.length;
  const values = indices.map((index) => fit.coef[index]!);
  const matrix = new Matrix(indices.map((a) => indices.map((b) => vcov.matrix.get(a, b))));
  const solved = solveDefinite(matrix, values);
  const wald = solved === null ? Number.NaN : values.reduce((sum, value, i) => sum + value * solved[i]!, 0);
  if (distribution === 't' && dfDenominator !== undefined) {
    const statistic = wald / q;
    const pValue = Number.isNaN(statistic) ? Number.NaN : fTail(statistic, q, dfDenominator);
    return { name, equation, terms, statistic, df: q, dfDenominator, pValue };
  }
  const pValue = Number.isNaN(wald) ? Number.NaN : chiSquaredTail(wald, q);
  return { name, equation, terms, statistic: wald, df: q, pValue };
}

function testedIn(equation: FittedEquation, terms: readonly string[]): Tested {
  const { columns } = equation.design;
  const meant = columns.filter(({ id, variables }) =>
    terms.some((term) => (columns.some((column) => column.id === term) ? id === term : variables.join(':') === term)),
  );
  return {
    equation: equation.name,
    terms: meant.map(({ id }) => id),
    indices: meant.map((column) => equation.offset + columns.indexOf(column)),
  };
}

function requireKnown(fit: Fit, terms: readonly string[], found: readonly Tested[]): void {
  const columns = fit.equations.flatMap(({ design }) => design.columns);
  const omitted = fit.equations.flatMap((equation) => equation.omitted.map(({ term }) => term));
  const known = new Set([...columns.flatMap(({ id, variables }) => [id, variables.join(':')]), ...omitted]);
  known.delete('');
  for (const term of terms) {
    if (known.has(term) || omitted.some((id) => id.startsWith(`${term}=`))) continue;
    const accepted = nearestHint(term, known);
    throw new Failure('E-SPEC-NAME', { finding: `no term "${term}" in the model`, ...(accepted && { accepted }) });
  }
  if (found.some(({ indices }) => indices.length > 0)) return;
  throw new Failure('E-FIT-IDENTIFICATION', {
    finding: `nothing to test: every column of ${terms.join(', ')} was left out of the model`,
  });
}
