/** A table ready to be drawn: every cell's text is final (digits, stars, dashes are decided before a format is chosen). */

export interface Cell {
  readonly text: string;
  readonly align: 'left' | 'right' | 'center';
  /** columns the cell stretches over */
  readonly span: number;
  /** `significant` may be coloured faintly, `missing` is a dash */
  readonly mark?: 'significant' | 'missing';
  /** a number written by us (with stars or brackets), not text from a label: aligned by its digits, never guarded */
  readonly numeric?: true;
  /** what made the number: names from a section of the spec down, `models`, `benchmark`, `effects`, `average` */
  readonly source?: readonly string[];
}

export interface TableRow {
  /** `group` rows are headings over indented rows; `rule` draws a line */
  readonly kind: 'body' | 'group' | 'rule' | 'footer';
  readonly indent: number;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly id: string;
  readonly title: string;
  /** lines under the title, for example that the data are synthetic */
  readonly banner: readonly string[];
  /** alignment of the body columns; the first is the stub */
  readonly columns: readonly { readonly align: 'left' | 'right' }[];
  readonly header: readonly (readonly Cell[])[];
  readonly rows: readonly TableRow[];
  readonly notes: readonly string[];
}
