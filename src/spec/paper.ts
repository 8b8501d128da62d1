/** What a spec becomes: every name in it is already a function, and every reference has been looked up. */
import type { Codebook } from '../analysis/data/codebook.ts';
import type { Rollout } from '../analysis/data/rollout.ts';
import type { SummaryRequest } from '../analysis/data/summary-request.ts';
import type { Effect } from '../analysis/effects/effect.ts';
import type { Asked, Estimator } from '../analysis/estimators/estimator.ts';
import type { MediationRequest } from '../analysis/mediation/mediate.ts';
import type { MediationPlan } from '../analysis/mediation/steps.ts';
import type { PlaceboSpec } from '../analysis/placebo/placebo.ts';
import type { SplitRequest } from '../analysis/splits/split.ts';
import type { Step } from '../analysis/steps/step.ts';
import type { VcovEstimator } from '../analysis/vcov/vcov.ts';
import type { FigureHeading, FigureShape } from '../exhibits/figures/shape.ts';
import type { TableHeading, TableShape } from '../exhibits/tables/shape.ts';
import type { Text } from '../results/text.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** The name of the sample that is the data as they are read, unless the spec declares it. */
export const WHOLE_SAMPLE = 'all';

export interface SampleSpec {
  readonly name: string;
  readonly label: Text;
  /** the sample whose rows the steps start from; undefined for the data as they are read */
  readonly from?: string;
  readonly steps: readonly Step[];
}

export interface ModelSpec {
  readonly name: string;
  readonly label: Text;
  readonly sample: string;
  readonly estimator: Estimator;
  /** outcome, terms, rows and weights, as the estimator takes them; `requires` holds the columns of the covariance */
  readonly asked: Asked;
  readonly vcov: VcovEstimator;
  readonly effects: readonly Effect[];
  readonly confLevel: number;
}

export type SummarySpec = SummaryRequest;

/** A mediation of the effect that a model estimates; the rest of it is that model's. */
export interface MediationSpec extends Pick<MediationRequest, 'effects' | 'khb' | 'bootstrap'> {
  readonly name: string;
  readonly label: Text;
  readonly model: string;
  readonly treatment: string;
  readonly mediators: MediationPlan['mediators'];
}

/** A model fitted in groups; the rest of it is the model's. */
export interface SplitSpec extends Pick<SplitRequest, 'groups' | 'terms' | 'effects' | 'permutation'> {
  readonly name: string;
  readonly label: Text;
  readonly model: string;
}

interface TableSpec {
  readonly heading: TableHeading;
  readonly shape: TableShape;
}

interface FigureSpec {
  readonly heading: FigureHeading;
  readonly shape: FigureShape;
}

/** Where the data are: absolute paths, where the spec names files. */
export interface DataSpec {
  readonly file?: string;
  readonly sampleData?: string;
  readonly delimiter?: ',' | ';' | '\t' | '|';
  /** how others obtain the data */
  readonly access?: Text;
}

/** One option of a command: its value becomes the settings `sets=value`. */
export interface OptionSpec {
  readonly name: string;
  readonly summary: Text;
  readonly sets: readonly string[];
  readonly type: 'text' | 'number' | 'integer' | 'flag' | 'choice' | 'range';
  /** the words of a choice */
  readonly values: readonly string[];
  /** exhibits that the command also shows when the option is given */
  readonly adds: readonly string[];
}

/** A set of settings under a name. */
export interface VariantSpec {
  readonly name: string;
  readonly summary?: Text;
  /** `path=value`, as --set takes them */
  readonly settings: readonly string[];
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: Text;
  /** names of tables and figures, in the order in which they are shown */
  readonly exhibits: readonly string[];
  readonly options: ReadonlyMap<string, OptionSpec>;
  readonly variants: ReadonlyMap<string, VariantSpec>;
  /** terms that stand side by side when every variant is run; the first row of each table of estimates when empty */
  readonly compare: readonly string[];
  /** whether random draws stand behind the exhibits */
  readonly draws: boolean;
}

/** Findings of the linter that a spec accepts: by rule, at a path and below it (everywhere without one), for a reason. */
export interface LintSettings {
  readonly ignore: readonly { readonly rule: string; readonly path?: string; readonly reason: string }[];
}

interface KeyResultWords {
  readonly label?: Text;
  /** whom the number is about */
  readonly among?: Text;
}

/** A number that is said in a sentence. */
export type KeyResult = KeyResultWords &
  (
    | {
        readonly kind: 'model';
        readonly model: string;
        /** every equation that has the effect when absent */
        readonly equation?: string;
        /** the first marginal effects, else the first effect, when absent */
        readonly effect?: string;
        /** a term, or a variable with all its levels; the first when absent */
        readonly term?: string;
      }
    | {
        readonly kind: 'mediation';
        readonly mediation: string;
        readonly quantity: 'total' | 'direct' | 'product' | 'difference' | 'share_product' | 'share_difference';
        /** the first when absent */
        readonly mediator?: string;
        /** marginal effects where there are some when absent */
        readonly scale?: 'coefficient' | 'marginal_effect';
      }
    | {
        readonly kind: 'split';
        readonly split: string;
        readonly term?: string;
        readonly scale?: 'coefficient' | 'marginal_effect';
      }
  );

/** An analysis, from a paper's folder or from a user's own file. Maps keep the order of the file. */
export interface Analysis {
  readonly id: string;
  readonly title: Text;
  /** the folder of the spec */
  readonly folder: string;
  readonly data: DataSpec;
  readonly codebook: Codebook;
  /** whether specs may use columns that the codebook does not describe */
  readonly openData: boolean;
  /** policy roll-outs by name */
  readonly rollouts: ReadonlyMap<string, Rollout>;
  readonly samples: ReadonlyMap<string, SampleSpec>;
  readonly models: ReadonlyMap<string, ModelSpec>;
  readonly summaries: ReadonlyMap<string, SummarySpec>;
  readonly mediations: ReadonlyMap<string, MediationSpec>;
  readonly splits: ReadonlyMap<string, SplitSpec>;
  readonly placebos: ReadonlyMap<string, PlaceboSpec>;
  readonly tables: ReadonlyMap<string, TableSpec>;
  readonly figures: ReadonlyMap<string, FigureSpec>;
  /** numbers that are said in a sentence; undefined where the spec does not choose */
  readonly keyResults?: readonly KeyResult[];
  /** SHA-256 of the spec's texts, settings not included */
  readonly specSha256: string;
  /** `path=value`, as applied */
  readonly settings: readonly string[];
  /** findings of the linter that the spec answers for */
  readonly lint?: LintSettings;
  /** its files as they were written, for readers that judge the text and not what it became */
  readonly written?: readonly WrittenFile[];
  /** what it was loaded from, so that a worker thread can load it again */
  readonly origin?: AnalysisOrigin;
}

/** A file of a spec with settings applied and term sets written out below `models`. */
export interface WrittenFile {
  readonly document: YamlDocument;
  /** the text before settings */
  readonly text: string;
}

/** The texts of a paper's folder by file name, or the text of a user's own spec. */
export type AnalysisOrigin =
  | { readonly kind: 'paper'; readonly texts: Readonly<Record<string, string>> }
  | { readonly kind: 'spec'; readonly file: string; readonly text: string };

export interface Paper extends Analysis {
  readonly citation: string;
  readonly doi?: string;
  /** the name of its executable */
  readonly program: string;
  readonly commands: ReadonlyMap<string, CommandSpec>;
}
