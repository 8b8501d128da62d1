/** What moved between two runs: the inputs that changed, and every number that is not the same. */

export interface InputChange {
  /** `data survey.csv`, `spec`, `models.benchmark.vcov`, `settings`, `version`, `seed` */
  readonly input: string;
  readonly before: string;
  readonly after: string;
}

/** An estimate with its standard error, or another number alone; NaN where it is not defined. */
export interface DiffedNumber {
  readonly value: number;
  readonly stdError?: number;
  readonly pValue?: number;
}

/**
 * sign: an estimate changed its sign; significance: its p value passed 0.1, 0.05 or 0.01; moved: anything else; appeared,
 * vanished: only one of the runs has the cell.
 */
export type CellChangeKind = 'sign' | 'significance' | 'moved' | 'appeared' | 'vanished';

export interface CellChange {
  /** the address; of an estimate without its field */
  readonly cell: string;
  readonly kind: CellChangeKind;
  readonly before?: DiffedNumber;
  readonly after?: DiffedNumber;
  /** after - before */
  readonly change?: number;
  /** change over the absolute value before */
  readonly relative?: number;
  /** change over the standard error before */
  readonly inStdErrors?: number;
  /** fields that moved: `estimate`, `stdError`, ... */
  readonly fields: readonly string[];
}

export interface Difference {
  readonly inputs: readonly InputChange[];
  /** sign and significance first, then what appeared or vanished, then by size in standard errors and in relative terms */
  readonly cells: readonly CellChange[];
  /** cells that both runs have, and those of them that are the same */
  readonly compared: number;
  readonly same: number;
  /** relative difference up to which numbers count as the same */
  readonly tolerance: number;
}
