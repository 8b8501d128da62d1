/** The contract of an estimator: designs go in, a fit comes out. */
import type { Matrix } from 'ml-matrix';
import type { Convergence, Omitted } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import type { Column } from '../data/column.ts';
import type { Frame } from '../data/frame.ts';
import type { Design, Equation } from '../design/design.ts';
import type { FixedEffect } from './fixed-effects.ts';

/** What a model spec asks for; an estimator turns it into one or more equations. */
export type Asked = Omit<Equation, 'name' | 'label'> & { readonly label: Text };

/** An equation on paper; nothing computes with it. */
export interface EquationFormula {
  /** the name of the equation's own estimator: `probit`, `gamma (log link)` */
  readonly estimator: string;
  /** what the linear predictor is of the mean, or of the probability */
  readonly link: 'identity' | 'log' | 'logit' | 'probit' | 'cloglog';
  /** the mean is the probability of an event */
  readonly chance?: true;
  /** the column whose groups share an effect inside the linear predictor */
  readonly group?: string;
  /** the effects of the groups are taken out, and not drawn from a distribution */
  readonly conditioned?: true;
  /** means are reported of exp(outcome) */
  readonly retransformed?: true;
  /** The expected outcome with `xb` for the linear predictor, given a condition: `Pr(y = 1 | x > 0) = Phi(xb)`. */
  write(outcome: FormulaOutcome): string;
}

export interface FormulaOutcome {
  readonly name: string;
  /** the event that a rule makes of the outcome: `amount > 0` */
  readonly event?: string;
  /** the condition on rows */
  readonly given?: string;
}

export interface Estimator {
  /** for messages and results: `probit`, `gamma (log link)`, `two-part (probit, gamma)` */
  readonly name: string;
  /** The equations it needs designs for, in order. */
  equations(asked: Asked): readonly Equation[];
  /** Per equation, in the order of equations(): what it says of the outcome, in a formula. */
  readonly formulas?: readonly EquationFormula[];
  /**
   * Fits; throws a Failure (E-FIT-...) when there is nothing that may be reported. `sample` is the frame the rows index.
   * `near` is a fit of similar data whose coefficients, found by column, an iterative estimator may start from; it then also
   * leaves out checks of its own accuracy.
   */
  fit(designs: readonly Design[], sample: Frame, near?: Fit): Fit;
  /**
   * A shortcut to many fits of `designs` that differ in some columns of the sample alone (a permuted treatment): what does not
   * depend on them is worked out once. Null where there is none for these designs.
   */
  refits?(designs: readonly Design[], sample: Frame, exchanged: readonly string[]): Refit | null;
}

/**
 * The fit after the exchanged columns were replaced by these (over the sample's rows), equal to fit() of the exchanged designs
 * up to rounding; its `statistics` are empty and `sample` keeps the old columns. Null where the shortcut does not decide
 * (a column that the others explain, perfect prediction, no quick convergence): then fit() has to.
 */
export type Refit = (columns: readonly Column[]) => Fit | null;

/**
 * A fitted equation. Every vector has one entry per row of `design`, which lacks the columns and rows that were left out.
 * The log-likelihood of row i (dispersion one, weight one) is l(y_i, eta_i); scores and information of every covariance
 * follow from its derivatives by eta, because d eta_i / d beta = x_i.
 */
export interface FittedEquation {
  readonly name: string;
  readonly label: Text;
  readonly estimator: string;
  readonly design: Design;
  /** index of the equation's first coefficient in Fit.coef */
  readonly offset: number;
  readonly linearPredictor: Float64Array;
  /** y - mu */
  readonly residual: Float64Array;
  /** d l_i / d eta_i, unweighted, dispersion one */
  readonly scoreResidual: Float64Array;
  /** -d2 l_i / d eta_i2, unweighted, dispersion one, and its expectation */
  readonly observedCurvature: Float64Array;
  readonly expectedCurvature: Float64Array;
  /** the scale that multiplies the inverse information in the model covariance (1 for probit and logit) */
  readonly dispersion: number;
  /** residual degrees of freedom for t tests, where the model covariance asks for them (least squares) */
  readonly dfResidual: number;
  /** whether tests use the t distribution (least squares) or the normal */
  readonly exactTests: boolean;
  /** a parameter of the equation before it, not an outcome of its own */
  readonly auxiliary?: true;
  readonly statistics: Readonly<Record<string, number>>;
  readonly convergence: Convergence;
  readonly omitted: readonly Omitted[];
  /** what a reader must know besides: separated columns that were kept, ... */
  readonly warnings?: readonly string[];
  /** fixed effects that were partialled out, so that they are in no column */
  readonly absorbed?: Absorbed;
}

/** What absorbed fixed effects take from the rows. */
export interface Absorbed {
  readonly effects: readonly FixedEffect[];
  /** rank of their indicators together, the constant among them */
  readonly df: number;
  /** false: an upper bound */
  readonly exact: boolean;
}

/**
 * An expected outcome as a function of the linear predictors of some equations: E(y) = Phi(eta), exp(eta),
 * Phi(eta1) exp(eta2), or an integral over a random effect whose log standard deviation is an equation of its own.
 */
export interface Expectation {
  /** `participation`, `amount`, `combined`: the name effects are reported under */
  readonly name: string;
  readonly label: Text;
  /** unit of the expectation, `probability` or the outcome's */
  readonly unit?: string;
  /** indices into Fit.equations of the predictors, in the order evaluate() takes them */
  readonly equations: readonly number[];
  /** index of the equation whose estimation rows are averaged over */
  readonly over: number;
  /** reported only when an effect names it: the expectation with a random effect at zero, the linear index */
  readonly optional?: true;
  /** what was assumed or averaged over, for the note under a table */
  readonly assumption?: Text;
  evaluate(predictors: readonly Float64Array[]): Moments;
  /** The same expectation over the rows of another frame, where it depends on more than the predictors (group factors). */
  onto?(frame: Frame): Expectation;
}

/** Mean, first and second derivatives by the predictors, row by row; gradient[k], hessian[k][l] are vectors over rows. */
export interface Moments {
  readonly mean: Float64Array;
  readonly gradient: readonly Float64Array[];
  readonly hessian: readonly (readonly Float64Array[])[];
}

export interface Fit {
  readonly estimator: string;
  /** the frame that every Design.rows indexes; clusters are read from it */
  readonly sample: Frame;
  /** coefficients of all equations, end to end */
  readonly coef: Float64Array;
  readonly equations: readonly FittedEquation[];
  /** inverse information, k x k, dispersion one, of weighted sums over rows; block-diagonal for stacked equations */
  readonly observedBread: Matrix;
  readonly expectedBread: Matrix;
  readonly expectations: readonly Expectation[];
  /** why no effect may be taken of it unless an optional expectation is named */
  readonly withoutExpectation?: { readonly finding: string; readonly remedy: string };
  /**
   * The group whose rows share a random or fixed effect: only sums of score residuals over a unit's rows are scores, so a
   * robust covariance is clustered by it and clusters must contain units whole. The expected bread is then the observed one.
   */
  readonly unit?: { readonly variable: string };
  /**
   * The same fit with every sample row's weight multiplied (0 leaves it out): coefficients, for jackknife and bootstrap; NaN
   * for a coefficient that these rows do not identify. Throws as fit() does.
   */
  refit(multiplier: Float64Array): Float64Array;
  /** The same model without some columns of its only equation (true = left out), on the same data; throws as fit() does. */
  without?(columns: readonly boolean[]): Fit;
}
