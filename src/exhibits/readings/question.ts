/** What readings.yaml becomes: questions, their choices and alternatives, and what each reading is held against. */
import type { Text } from '../../results/text.ts';

/** Printed numbers that rule an alternative out, whatever the data are. */
export type Evidence =
  /** a finding of the audit on exactly these cells or columns that is impossible or inconsistent */
  | { readonly kind: 'check'; readonly check: string; readonly cells: readonly string[]; readonly because?: Text }
  /** effect over coefficient must lie in [from, to] in every row of two columns (`table.column`) */
  | {
      readonly kind: 'ratio';
      readonly effect: string;
      readonly coefficient: string;
      readonly from: number;
      readonly to: number;
      readonly because?: Text;
    }
  /** a 0/1 covariate's standard error is at least 1 / sqrt(information n share (1 - share)) */
  | {
      readonly kind: 'smallest_std_error';
      /** column of estimates, `table.column` */
      readonly estimates: string;
      /** column of n (%) with the same rows, `table.column` */
      readonly shares: string;
      /** the most that one row can add to the information on the index */
      readonly information: number;
      readonly because?: Text;
    };

export interface Alternative {
  readonly name: string;
  readonly label: Text;
  /** `path=value`, as --set takes them */
  readonly settings: readonly string[];
  /** unit of the focal estimates under it, where that is not the unit of the others */
  readonly unit?: Text;
  readonly ruledOutBy: readonly Evidence[];
}

export interface Choice {
  readonly name: string;
  readonly label: Text;
  readonly alternatives: ReadonlyMap<string, Alternative>;
}

/** A combination that makes no sense: of each choice named, one of these alternatives. */
export interface Exclusion {
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly because?: Text;
}

/** How far a standard error may be from the printed one where the data are not the paper's own. */
export interface Tolerance {
  readonly cells: readonly string[];
  /** 0.1: between 1 / 1.1 and 1.1 times the printed one */
  readonly stdError: number;
  readonly because: Text;
}

export interface Focal {
  /** the printed cell of the estimate */
  readonly cell: string;
  readonly label: Text;
  readonly unit?: Text;
}

export interface Question {
  readonly name: string;
  readonly label: Text;
  /** tables whose numbers stand beside the printed cells */
  readonly exhibits: readonly string[];
  /** printed cells to reproduce: `t3.*.amount` */
  readonly cells: readonly string[];
  readonly tolerances: readonly Tolerance[];
  readonly choices: ReadonlyMap<string, Choice>;
  readonly exclude: readonly Exclusion[];
  readonly focal: readonly Focal[];
}
