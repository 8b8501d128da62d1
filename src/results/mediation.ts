/** How much of an effect runs through mediators: the steps, every indirect effect by every method, and its intervals. */
import type { Estimate, ModelResult, VcovConvention } from './estimates.ts';
import type { Text } from './text.ts';

/** One regression of a mediation. `mediator`: outcome is the mediator; `reduced`: mediators replaced by their residuals (KHB). */
export interface MediationStep {
  readonly role: 'total' | 'mediator' | 'direct' | 'reduced';
  readonly mediator?: string;
  readonly model: ModelResult;
  /** standard deviation of the random intercept, where the model has one */
  readonly sigmaU?: number;
}

/** Coefficients, average marginal effects, or coefficients of the full model's scale (KHB). */
export type MediationScale = 'coefficient' | 'marginal_effect' | 'khb';

/**
 * total, direct: effect of the treatment without and with the mediators; path_a: treatment on mediator; path_b: mediator on the
 * outcome, given the treatment; product: a x b; difference: total - direct; share_*: indirect over total.
 */
export type MediationKind =
  | 'total'
  | 'direct'
  | 'path_a'
  | 'path_b'
  | 'product'
  | 'difference'
  | 'share_product'
  | 'share_difference'
  | 'share_of_indirect';

/** A test of a product of two independent estimates by one formula for its standard error. */
export interface ProductTest {
  readonly stdError: number;
  readonly statistic: number;
  readonly pValue: number;
}

export interface BootstrapInterval {
  readonly method: 'percentile' | 'bias_corrected' | 'bca';
  /** the rule for sample quantiles */
  readonly quantiles: 'type6' | 'type7';
  readonly low: number;
  readonly high: number;
}

export interface BootstrapSummary {
  /** draws with a number */
  readonly draws: number;
  readonly mean: number;
  /** standard deviation of the draws, denominator draws - 1 */
  readonly stdError: number;
  readonly intervals: readonly BootstrapInterval[];
  /** the draws in their order, null in JSON for one that failed */
  readonly values: readonly number[];
  readonly biasCorrection: number;
  readonly acceleration?: number;
}

export interface MediationQuantity {
  readonly scale: MediationScale;
  readonly kind: MediationKind;
  /** the mediator it belongs to; absent for all mediators together */
  readonly mediator?: string;
  /** standard error by the delta method with the covariance that `covariance` names */
  readonly estimate: Estimate;
  readonly covariance: 'joint' | 'stacked scores';
  /** products of one mediator: var(a) b^2 + var(b) a^2, plus (Aroian) or minus (Goodman) var(a) var(b); no covariance of a and b */
  readonly sobel?: ProductTest;
  readonly aroian?: ProductTest;
  readonly goodman?: ProductTest;
  readonly bootstrap?: BootstrapSummary;
}

/** The decomposition of Karlson, Holm and Breen: total and direct effect on the scale of the full model. */
export interface KhbResult {
  readonly reduced: Estimate;
  readonly full: Estimate;
  /** reduced - full = sum of the components */
  readonly difference: Estimate;
  /** of the difference: mediator covariance from residual cross-products over n, and over n minus the number of regressors */
  readonly stdErrors: { readonly overN: number; readonly overDf: number };
  /** the total effect of the model without mediators, on a scale of its own */
  readonly unadjusted: Estimate;
  /** reduced / full */
  readonly confoundingRatio: number;
  /** 100 (reduced - full) / reduced */
  readonly confoundingPercentage: number;
  /** reduced / unadjusted: how much the scale of the model grows when the mediators enter */
  readonly rescalingFactor: number;
  readonly mediators: readonly {
    readonly mediator: string;
    readonly effectOnMediator: number;
    readonly effectOfMediator: number;
    readonly component: Estimate;
    readonly percentOfDifference: number;
  }[];
  readonly marginalEffects?: {
    readonly reduced: Estimate;
    readonly full: Estimate;
    readonly difference: Estimate;
  };
}

export interface BootstrapDesign {
  /** `rows`, or the variable whose groups are drawn whole */
  readonly resample: string;
  readonly units: number;
  readonly draws: number;
  /** draws in which a step could not be fitted */
  readonly failed: number;
  /** absent when the resamples were given */
  readonly seed?: number;
}

export interface MediationResult {
  readonly id: string;
  readonly label: Text;
  readonly model: string;
  readonly sample: string;
  /** the design column whose effect is taken apart */
  readonly treatment: string;
  readonly mediators: readonly string[];
  /** rows of every step */
  readonly rows: number;
  readonly nobs: number;
  /** rows of the sample that some step could not use, by reason */
  readonly lost: readonly { readonly reason: string; readonly rows: number }[];
  readonly steps: readonly MediationStep[];
  readonly quantities: readonly MediationQuantity[];
  readonly khb?: KhbResult;
  readonly bootstrap?: BootstrapDesign;
  readonly vcov: VcovConvention;
  readonly confLevel: number;
  readonly convention: Text;
}
