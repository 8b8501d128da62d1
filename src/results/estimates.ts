/** What a model says, in broom's vocabulary: the records that the two wings exchange. */
import type { Support } from './support.ts';
import type { Text } from './text.ts';
import type { WildBootstrapTest } from './wild-bootstrap.ts';

/** One number with its uncertainty. Missing parts are NaN in memory and null with a reason in JSON. */
export interface Estimate {
  /** the column or contrast, unique within equation and effect: `age`, `scope=across_cities`, `(Intercept)` */
  readonly term: string;
  readonly label: Text;
  /** the variable behind the term, and for a factor its level and reference level */
  readonly variable: string;
  readonly level?: string;
  readonly reference?: string;
  readonly estimate: number;
  readonly stdError: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly confLow: number;
  readonly confHigh: number;
  /** degrees of freedom of the t distribution; absent for the normal */
  readonly df?: number;
  /** why there is no number: the column was left out of the design */
  readonly omitted?: string;
}

/** One kind of effect of one equation (or of several together), with the convention it was computed by. */
export interface EffectResult {
  /** the word in the spec: `coefficients`, `marginal_effects`, ... or the name given to it there */
  readonly effect: string;
  /** the equation it belongs to, or the expectation over several: `participation`, `combined` */
  readonly equation: string;
  /** the convention in words, for the note under a table */
  readonly convention: Text;
  /** rows that were averaged, or that the means are of; absent where nothing is averaged (coefficients) */
  readonly rows?: number;
  /** unit of the estimates: `probability`, `log yuan`, ... when known */
  readonly unit?: string;
  readonly estimates: readonly Estimate[];
  /** confidence level of confLow and confHigh, for example 0.95 */
  readonly confLevel: number;
  /** the bootstrap tests behind the p values, where the effect is one */
  readonly bootstrap?: readonly WildBootstrapTest[];
}

/** A joint test: Wald, likelihood ratio, F. */
export interface JointTest {
  readonly name: string;
  readonly equation: string;
  readonly terms: readonly string[];
  readonly statistic: number;
  readonly df: number;
  /** denominator degrees of freedom of an F test; absent for chi-squared */
  readonly dfDenominator?: number;
  readonly pValue: number;
}

/** Evidence that the optimum was reached. */
export interface Convergence {
  readonly converged: boolean;
  readonly iterations: number;
  /** largest absolute element of the gradient divided by n, in standardised columns */
  readonly scaledGradient: number;
  /** whether the observed information is positive definite at the solution */
  readonly definite: boolean;
  readonly logLik: number;
}

/** A design column that was left out, and why. */
export interface Omitted {
  readonly term: string;
  readonly reason: 'collinear' | 'separated' | 'empty level' | 'constant';
  /** rows that left with it (perfectly predicted rows) */
  readonly rows: number;
  readonly detail: string;
}

export interface EquationResult {
  readonly name: string;
  readonly label: Text;
  readonly estimator: string;
  readonly outcome: string;
  /** a parameter of the equation before it (the spread of a random intercept), not an outcome of its own */
  readonly auxiliary?: true;
  /** rows of the design */
  readonly rows: number;
  /** rows, or the sum of frequency weights */
  readonly nobs: number;
  /** statistics by name: logLik, logLikNull, deviance, pseudoR2, rSquared, aic, ... (docs/json.md lists them) */
  readonly statistics: Readonly<Record<string, number>>;
  readonly convergence: Convergence;
  readonly omitted: readonly Omitted[];
  /** the fixed effects of the model; absorbed = partialled out, so that they have no coefficients */
  readonly fixedEffects?: readonly { readonly variable: string; readonly levels: number; readonly absorbed: boolean }[];
  /** rows of the sample that the equation could not use, by reason: missing per variable, `where`, zero weight */
  readonly lost: readonly { readonly reason: string; readonly rows: number }[];
}

/** How the covariance was computed: printed with every result. */
export interface VcovConvention {
  /** `model`, `robust`, `cluster`, ... */
  readonly kind: string;
  readonly preset: string;
  readonly bread: 'observed' | 'expected';
  /** small-sample multiplier and its formula in words */
  readonly factor: number;
  readonly factorFormula: string;
  readonly clusters: readonly { readonly variable: string; readonly groups: number }[];
  readonly distribution: 'normal' | 't';
  readonly df?: number;
  readonly notes: readonly Text[];
  /** facts by name where a covariance has them: rank, leverageOneRows, maxLeverage */
  readonly facts?: Readonly<Record<string, number>>;
}

export interface ModelResult {
  readonly id: string;
  readonly label: Text;
  readonly sample: string;
  readonly equations: readonly EquationResult[];
  readonly vcov: VcovConvention;
  readonly effects: readonly EffectResult[];
  readonly tests: readonly JointTest[];
  /** what stands behind the event times of event studies, where the spec asks for it */
  readonly supports?: readonly Support[];
}
