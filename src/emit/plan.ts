/** What a script has to do, in no language: data, samples, models, summaries, with every default written out. */
import type { ExpressionNode } from '../analysis/expressions/node.ts';

/** What a language, or any language, does not say: where it stands in the spec, and why. */
export interface Untranslated {
  readonly place: string;
  readonly why: string;
}

export interface Condition {
  readonly text: string;
  readonly tree: ExpressionNode;
}

/** `unknown`: the data decide, where a codebook does not describe a column. */
export type Kind = 'number' | 'truth' | 'category' | 'unknown';

export interface PlanLevel {
  readonly name: string;
  readonly codes: readonly string[];
}

/** What is known of a column before any data are read. */
export interface PlanColumn {
  readonly kind: Kind;
  /** in order, where they are declared */
  readonly levels?: readonly string[];
  readonly reference?: string;
  /** false: levels that nobody declares stand in the order in which they appear */
  readonly ordered?: boolean;
}

export type PlanColumns = ReadonlyMap<string, PlanColumn>;

/** A column of the file, and how its cells become values. */
export interface DataColumn {
  readonly name: string;
  readonly label: string;
  readonly kind: 'number' | 'category' | 'id' | 'text' | 'answers' | 'unknown';
  readonly levels?: readonly PlanLevel[];
  readonly reference?: string;
  /** of this column alone */
  readonly missing: readonly string[];
  readonly separator: string;
}

interface Made {
  readonly name: string;
  readonly label: string;
}

export type PlanStep =
  | { readonly kind: 'keep' | 'drop'; readonly where: Condition; readonly label: string }
  | { readonly kind: 'complete'; readonly columns: readonly string[]; readonly label: string }
  | (Made & { readonly kind: 'derive'; readonly value: Condition; readonly of: Kind })
  | (Made & {
      readonly kind: 'recode';
      readonly of: string;
      readonly levels: readonly { readonly name: string; readonly from: readonly string[] }[];
      readonly rest: 'refuse' | 'missing';
      readonly reference?: string;
    })
  | (Made & {
      readonly kind: 'classify';
      readonly levels: readonly { readonly name: string; readonly where?: Condition }[];
      readonly overlap: 'first' | 'last' | 'refuse';
      readonly reference?: string;
    })
  | (Made & {
      readonly kind: 'quantiles';
      readonly of: string;
      readonly levels: readonly string[];
      readonly weights?: string;
      readonly reference?: string;
    })
  | (Made & {
      readonly kind: 'cut';
      readonly of: string;
      readonly at: readonly number[];
      readonly levels: readonly string[];
      readonly closed: 'left' | 'right';
      readonly reference?: string;
    })
  | (Made & {
      readonly kind: 'pca';
      readonly of: readonly string[];
      readonly matrix: 'correlation' | 'covariance';
      readonly components: 'first' | 'retained' | 'all' | number;
      readonly weights: 'variance_share' | 'none';
      readonly sign: 'loadings_sum' | 'largest';
      readonly scale: 'scores' | 'standardised' | 'indicators';
    })
  | (Made & { readonly kind: 'adoption'; readonly key: string; readonly years: ReadonlyMap<string, number> })
  | (Made & { readonly kind: 'first_treated'; readonly key: string; readonly treated: string; readonly time: string })
  | (Made & { readonly kind: 'group_mean'; readonly of: string; readonly by: string })
  | (Made & {
      readonly kind: 'answers';
      readonly of: string;
      readonly rule: 'any_of' | 'none_of';
      /** raw codes, and the names of the answers that they mean */
      readonly codes: readonly string[];
      readonly names: readonly string[];
      readonly separator: string;
    })
  | { readonly kind: 'unknown'; readonly word: string; readonly place: string };

export interface PlanSample {
  readonly name: string;
  readonly label: string;
  readonly from?: string;
  /** each step with the columns that are there before it */
  readonly steps: readonly { readonly step: PlanStep; readonly before: PlanColumns }[];
  /** columns after the last step */
  readonly columns: PlanColumns;
}

export type PlanTerm =
  | { readonly kind: 'variable'; readonly of: string }
  | { readonly kind: 'factor'; readonly of: string; readonly fixedEffect: boolean; readonly reference?: string }
  | { readonly kind: 'power'; readonly of: string; readonly exponent: number }
  | { readonly kind: 'interaction'; readonly parts: readonly PlanTerm[] }
  | { readonly kind: 'unknown'; readonly word: string };

/** A column that a term makes of adoption and time, over the rows of its sample. */
export type MadeColumn =
  | {
      readonly kind: 'treated_post';
      readonly name: string;
      readonly adopted: string;
      readonly time: string;
      readonly lag: number;
      readonly alwaysTreated: 'keep' | 'drop';
    }
  | {
      readonly kind: 'event_time';
      readonly name: string;
      readonly adopted: string;
      readonly time: string;
      readonly window: readonly [number, number];
      readonly left: 'bin' | 'drop' | 'zero';
      readonly right: 'bin' | 'drop' | 'zero';
      readonly reference: number;
      readonly unit: 'years' | 'waves';
      readonly alwaysTreated: 'keep' | 'drop';
      readonly offGrid: 'first_treated_wave' | 'calendar';
    };

export type Family = 'gaussian' | 'bernoulli' | 'poisson' | 'gamma' | 'inverse_gaussian';
export type Link = 'identity' | 'log' | 'logit' | 'probit' | 'cloglog';

export type PlanEstimator =
  | {
      readonly kind: 'glm';
      readonly word: string;
      readonly family: Family;
      readonly link: Link;
      /** `residual`: least squares, RSS/(n-k); `one`: not estimated */
      readonly dispersion: 'pearson' | 'deviance' | 'ml' | 'residual' | 'one' | number;
      readonly separation: 'drop' | 'error' | 'keep';
      /** fixed effects partialled out: the constant is then the mean of the outcome less that of the fit */
      readonly absorbed: boolean;
    }
  | {
      readonly kind: 'random_intercept';
      readonly word: string;
      readonly link: 'logit' | 'probit';
      readonly group: string;
      readonly points: number;
    }
  | { readonly kind: 'unknown'; readonly word: string };

export interface PlanEquation {
  readonly name: string;
  readonly label: string;
  readonly estimator: PlanEstimator;
  readonly outcome: string;
  /** the outcome is whether the column is above zero */
  readonly positive: boolean;
  readonly where: readonly Condition[];
  readonly intercept: boolean;
  readonly made: readonly MadeColumn[];
  readonly terms: readonly PlanTerm[];
  /** columns that must be known besides those that it reads itself */
  readonly requires?: readonly string[];
}

export type PlanVcov =
  | { readonly kind: 'model'; readonly bread: 'observed' | 'expected' }
  | {
      readonly kind: 'robust';
      readonly word: string;
      readonly bread: 'observed' | 'expected';
      readonly factor: 'none' | 'n/(n-1)' | 'n/(n-k)';
      /** residuals divided by (1 - leverage) to this power: 0, 1/2 (HC2), 1 (HC3) */
      readonly leverage: 0 | 0.5 | 1;
    }
  | {
      readonly kind: 'cluster';
      readonly by: readonly string[];
      readonly bread: 'observed' | 'expected';
      readonly factor: 'none' | 'G/(G-1)' | 'G/(G-1) x (n-1)/(n-k)';
      readonly twoWay: 'each' | 'min';
    }
  | { readonly kind: 'unknown'; readonly word: string };

export type PlanAt = 'observations' | 'means' | Readonly<Record<string, number | string>>;

export type PlanEffect =
  | {
      readonly kind: 'coefficients';
      readonly name: string;
      readonly exponentiate: boolean;
      readonly fixedEffects: boolean;
    }
  | {
      readonly kind: 'marginal_effects';
      readonly name: string;
      readonly at: PlanAt;
      readonly dummies: 'discrete' | 'derivative';
      readonly binary: 'discrete' | 'derivative';
      readonly variables?: readonly string[];
      readonly of?: readonly string[];
      readonly perColumn: boolean;
      readonly decompose: boolean;
    }
  | {
      readonly kind: 'predictions';
      readonly name: string;
      readonly at: PlanAt;
      readonly levelsOf: readonly string[];
      readonly of?: readonly string[];
    }
  | {
      readonly kind: 'event_study';
      readonly name: string;
      /** the event-time column */
      readonly variable: string;
      readonly window: readonly [number, number];
      readonly reference: number;
      readonly relativeTo: number | 'pre_average';
    }
  | {
      readonly kind: 'contrasts';
      readonly name: string;
      readonly variable: string;
      readonly pairs: 'all' | 'reference' | 'sequential';
      readonly scale: 'margins' | 'coefficients';
      readonly at: PlanAt;
      readonly of?: readonly string[];
    }
  | {
      readonly kind: 'joint_test';
      readonly name: string;
      readonly terms: readonly string[];
      readonly across: boolean;
    }
  | { readonly kind: 'unknown'; readonly word: string; readonly place: string };

/** Tests by the normal and chi-squared distributions, or by t and F with those degrees of freedom. */
export type PlanTests = 'normal' | 'residual' | 'clusters';

export interface PlanModel {
  /** where its numbers stand in the results: models, name */
  readonly at: readonly string[];
  readonly name: string;
  readonly label: string;
  readonly sample: string;
  readonly equations: readonly PlanEquation[];
  /** positions of the equations whose means are multiplied */
  readonly combined?: readonly [number, number];
  readonly weights?: { readonly kind: 'probability' | 'frequency' | 'analytic'; readonly column: string };
  readonly vcov: PlanVcov;
  readonly tests: PlanTests;
  readonly effects: readonly PlanEffect[];
}

/** A model in groups of rows, and the differences of some of its effects between them. */
export interface PlanSplit {
  readonly name: string;
  readonly label: string;
  readonly model: PlanModel;
  readonly groups: readonly { readonly name: string; readonly where: Condition }[];
  /** columns, or variables with one column */
  readonly terms: readonly string[];
  /** absent: coefficients only */
  readonly effects?: {
    readonly at: 'observations' | 'means';
    readonly change: 'derivative' | 'discrete';
    readonly of?: string;
  };
  readonly permuted: boolean;
}

/** The covariance of every step by itself, and of all together. */
export interface PlanJointVcov {
  readonly own: readonly PlanVcov[];
  readonly joint: PlanVcov;
}

/** Total effect, regressions of the mediators, direct effect, and what follows from them. */
export interface PlanMediation {
  readonly name: string;
  readonly label: string;
  readonly treatment: string;
  readonly mediators: readonly string[];
  /** total, one per mediator, direct; each with what every step needs */
  readonly steps: readonly PlanModel[];
  readonly across: PlanJointVcov;
  /** of differences and shares, where it is not that across steps */
  readonly between?: PlanJointVcov;
  readonly effects?: {
    readonly at: 'observations' | 'means';
    readonly treatment: 'derivative' | 'discrete';
    readonly mediators: 'derivative' | 'discrete';
    readonly of?: string;
  };
  /** parts of the analysis that no script has, in words */
  readonly left: readonly string[];
  /** why nothing of it has a translation */
  readonly fault?: string;
}

export interface PlanSummaryRow {
  readonly statistic: 'mean_sd' | 'n_percent' | 'percent_mean_sd' | 'proportion';
  readonly variable: string;
  /** one level; all where there is none and the column is a category */
  readonly level?: string;
  readonly test?: 'anova' | 't_pooled' | 't_welch' | 'chi_square';
  readonly interval?: { readonly method: 't' | 'wilson' | 'wald'; readonly level: number };
}

export interface PlanSummary {
  readonly name: string;
  readonly label: string;
  readonly sample: string;
  readonly by?: { readonly variable: string; readonly levels?: readonly string[]; readonly total?: 'first' | 'last' };
  readonly groups?: readonly { readonly name: string; readonly where?: Condition }[];
  readonly rows: readonly PlanSummaryRow[];
  readonly weights?: string;
}

export interface Plan {
  readonly id: string;
  readonly title: string;
  /** name of the data file without folders, as a default of the script */
  readonly file: string;
  readonly delimiter: string;
  /** raw texts that mean that there is no answer, in every column */
  readonly missing: readonly string[];
  readonly columns: readonly DataColumn[];
  /** what the columns of the file are once they are read: the sample "all" */
  readonly asRead: PlanColumns;
  /** samples in an order in which each comes after the one it starts from */
  readonly samples: readonly PlanSample[];
  readonly models: readonly PlanModel[];
  readonly summaries: readonly PlanSummary[];
  readonly splits: readonly PlanSplit[];
  readonly mediations: readonly PlanMediation[];
  /** what no script says, whatever the language */
  readonly untranslated: readonly Untranslated[];
}
