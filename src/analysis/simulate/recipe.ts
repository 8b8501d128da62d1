/** The contract of a recipe for synthetic survey data: steps that add columns to a frame, then raw codes for a file. */
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';

/** A number, or an expression over the columns made so far that gives one per row. */
export type Parameter = number | Expression;

/** What every step needs to know besides the frame. */
export interface Setting {
  readonly seed: number;
  /** true when the rows made are the rows the recipe was written for: counts then hold to the row */
  readonly exact: boolean;
  /** the rows in which counts hold to the row; in the others they are proportions */
  readonly core: { readonly column: string; readonly level: string } | null;
}

/** One step of a recipe: a frame in, the same rows with more columns out. */
export interface SimulationStep {
  readonly reads: readonly string[];
  readonly creates: readonly string[];
  run(frame: Frame, setting: Setting): Frame;
}

/** One column of the file: where its text comes from, and which cells are blank or carry a missing code. */
export interface OutputColumn {
  readonly name: string;
  readonly source:
    | { readonly kind: 'sequence'; readonly first: number }
    | { readonly kind: 'constant'; readonly text: string }
    | {
        readonly kind: 'column';
        readonly of: string;
        readonly decimals: number;
        readonly codes: ReadonlyMap<string, string> | null;
      };
  /** cells of the other rows are blank: the questionnaire skips them */
  readonly where: Expression | null;
  /** cells of these rows carry the code instead; the first that holds wins */
  readonly missing: readonly { readonly where: Expression; readonly code: string }[];
}

export interface Recipe {
  readonly label: Text;
  /** rows that the counts were written for, and the seed of the file that is shipped */
  readonly rows: number;
  readonly seed: number;
  readonly core: Setting['core'];
  readonly steps: readonly SimulationStep[];
  readonly columns: readonly OutputColumn[];
}
