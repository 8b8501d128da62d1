/** One model in several groups, and whether its effects differ between them. */
import type { Estimate, JointTest, ModelResult, VcovConvention } from './estimates.ts';
import type { Text } from './text.ts';

export interface SplitGroup {
  readonly name: string;
  readonly label: Text;
  /** the condition on rows, as written */
  readonly where: string;
  readonly model: ModelResult;
}

/** How often labels drawn at random gave a statistic as large. */
export interface PermutationTest {
  /** the difference itself, or the difference over its standard error; for the joint test its Wald statistic */
  readonly statistic: 'difference' | 't' | 'wald';
  readonly observed: number;
  /** (1 + draws as extreme) / (1 + draws) */
  readonly pValue: number;
  readonly extreme: number;
  /** draws with a number */
  readonly draws: number;
  /** 95 % Wilson interval of the share of extreme draws */
  readonly monteCarloLow: number;
  readonly monteCarloHigh: number;
}

export interface SplitDifference {
  /** `b - a`: the later group minus the earlier one */
  readonly groups: readonly [string, string];
  readonly estimate: Estimate;
  readonly permutation: readonly PermutationTest[];
}

/** One effect on one scale in all groups. */
export interface SplitComparison {
  readonly scale: 'coefficient' | 'marginal_effect';
  /** the design column */
  readonly term: string;
  readonly label: Text;
  /** by group, in the order of the groups */
  readonly effects: readonly { readonly group: string; readonly estimate: Estimate }[];
  /** every later group minus every earlier one */
  readonly differences: readonly SplitDifference[];
  /** that the effect is the same in all groups */
  readonly joint: JointTest;
  readonly jointPermutation?: PermutationTest;
  readonly convention: Text;
}

export interface PermutationDesign {
  readonly draws: number;
  /** draws in which a group could not be fitted */
  readonly failed: number;
  readonly seed: number;
  /** `rows`, or the variable whose groups of rows move together */
  readonly exchange: string;
  /** the variable inside whose values labels are exchanged; absent: over the whole sample */
  readonly within?: string;
  readonly units: number;
}

export interface SplitResult {
  readonly id: string;
  readonly label: Text;
  readonly model: string;
  readonly sample: string;
  readonly groups: readonly SplitGroup[];
  /** rows of the sample in no group, and those of them in which a condition is missing */
  readonly outside: number;
  readonly undecided: number;
  readonly comparisons: readonly SplitComparison[];
  /** the covariance over all groups stacked */
  readonly vcov: VcovConvention;
  readonly permutation?: PermutationDesign;
  readonly confLevel: number;
}
