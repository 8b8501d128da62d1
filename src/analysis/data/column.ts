/** A named column of survey answers with what the codebook says of it. */
import type { Text } from '../../results/text.ts';

/** One answer category: `name` is what specs and term names use, `codes` are the raw texts that mean it. */
export interface Level {
  readonly name: string;
  readonly label: Text;
}

export interface ColumnInfo {
  readonly name: string;
  readonly label: Text;
  readonly unit?: Text;
  /** when true no value of the column may be quoted in any message or output */
  readonly private: boolean;
  /** name of the reference level of a categorical column */
  readonly reference?: string;
}

/** Numbers; NaN is missing. `low` holds what a double cannot (see Block) for columns declared exact. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly info: ColumnInfo;
  readonly values: Float64Array;
  readonly low: Float64Array | null;
  /** how the file wrote a number, where that is not its shortest form (`01`, `4.0`): the level name if it becomes a category */
  readonly texts?: ReadonlyMap<number, string>;
}

/** between the answers in the name of a level that is a combination of answers */
export const ANSWER_SEPARATOR = ';';

/** Categories, ids and text: an index into `levels` per row, -1 is missing. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly info: ColumnInfo;
  readonly codes: Int32Array;
  readonly levels: readonly Level[];
  /** the single answers, where a level is a combination of answers: their names joined by `;` */
  readonly answers?: readonly Level[];
}

export type Column = NumericColumn | CategoricalColumn;

/** Whether the column is missing at a row. */
export function isMissing(column: Column, row: number): boolean {
  return column.kind === 'numeric' ? Number.isNaN(column.values[row]) : column.codes[row] === -1;
}
