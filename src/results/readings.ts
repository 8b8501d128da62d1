/** The readings that a methods section leaves open: how many printed numbers each reproduces, and what each concludes. */
import type { Text } from './text.ts';

/** One way to take one choice. */
export interface AlternativeName {
  readonly name: string;
  readonly label: Text;
}

export interface ChoiceRecord {
  readonly name: string;
  readonly label: Text;
  readonly alternatives: readonly AlternativeName[];
}

/** One printed cell under one reading. */
export interface JudgedCell {
  /** `table.row.column` */
  readonly cell: string;
  /** NaN where the reading has no such number */
  readonly ours: number;
  readonly oursStdError?: number;
  /** (ours - printed) / printed standard error */
  readonly z?: number;
  /** log of our standard error over the nearest end of the printed one's rounding interval; 0 inside it */
  readonly logStdErrorRatio?: number;
  readonly estimateMet: boolean;
  readonly stdErrorMet: boolean;
  /** on data drawn again: the larger of |z| / 2 and |logStdErrorRatio| over what is allowed; above 1 the cell is not met */
  readonly timesAllowed?: number;
}

/** A focal estimate under one reading; NaN where there is none. */
export interface FocalEstimate {
  readonly cell: string;
  readonly estimate: number;
  readonly stdError: number;
  readonly confLow: number;
  readonly confHigh: number;
  readonly pValue: number;
  /** its unit, where that is not the unit of the others */
  readonly unit?: Text;
}

export interface ReadingResult {
  /** 1 for the reading that comes first; readings that cannot be estimated come last */
  readonly rank: number;
  /** alternative by choice */
  readonly choices: Readonly<Record<string, string>>;
  /** `path=value`, as applied */
  readonly settings: readonly string[];
  readonly met: number;
  readonly estimatesMet: number;
  readonly stdErrorsMet: number;
  /** root mean square of logStdErrorRatio; NaN without any */
  readonly rmsLogStdErrorRatio: number;
  /** exp of the mean log of our over the printed standard error */
  readonly meanStdErrorRatio: number;
  readonly meanSquaredZ: number;
  /** beside the first reading: cells that only one of the two meets, with the sign test, and the worst miss of a cell that the first meets */
  readonly against: {
    readonly onlyFirst: number;
    readonly onlyThis: number;
    readonly pValue: number;
    readonly worst?: { readonly cell: string; readonly timesAllowed: number };
  };
  /** whether it cannot be told apart from the first */
  readonly alike: boolean;
  readonly cells: readonly JudgedCell[];
  readonly focal: readonly FocalEstimate[];
  /** why there are no numbers: the message of the failure */
  readonly failed?: string;
}

/** What the ranking says of one choice. */
export interface ChoiceVerdict {
  readonly choice: string;
  /** alternatives of the readings that cannot be told apart from the first: one where the choice is settled */
  readonly left: readonly string[];
  /** by alternative: the most cells that a reading with it meets, and the rank of the first such reading */
  readonly best: readonly { readonly alternative: string; readonly met: number; readonly rank: number }[];
}

/** The conclusions of all readings on one focal estimate. */
export interface FocalSummary {
  readonly cell: string;
  readonly label: Text;
  readonly unit?: Text;
  readonly printed: string;
  /** readings with an estimate in that unit */
  readonly readings: number;
  readonly otherUnits: number;
  readonly positive: number;
  /** p below 0.05 */
  readonly significant: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface ReadingsResult {
  readonly question: string;
  readonly label: Text;
  /** same: the data of the paper, so that numbers must agree within rounding; redrawn: others, so that they can only be near */
  readonly data: 'same' | 'redrawn';
  readonly tolerances: readonly {
    readonly cells: readonly string[];
    readonly stdError: number;
    readonly because: Text;
  }[];
  /** cells that were judged */
  readonly judged: number;
  readonly skipped: readonly { readonly cell: string; readonly why: string }[];
  readonly excluded: number;
  readonly choices: readonly ChoiceRecord[];
  /** in the order of the ranking */
  readonly readings: readonly ReadingResult[];
  readonly verdicts: readonly ChoiceVerdict[];
  readonly summaries: readonly FocalSummary[];
}

/** What the printed numbers alone say of one alternative. */
export interface AlternativeEvidence extends AlternativeName {
  /** it is ruled out when one of these holds */
  readonly evidence: readonly {
    readonly kind: string;
    readonly cells: readonly string[];
    readonly excludes: boolean;
    readonly arithmetic: Text;
    readonly because?: Text;
  }[];
  readonly ruledOut: boolean;
}

export interface RemainingReadings {
  readonly question: string;
  readonly label: Text;
  readonly choices: readonly {
    readonly name: string;
    readonly label: Text;
    readonly alternatives: readonly AlternativeEvidence[];
  }[];
  /** readings before and after */
  readonly readings: number;
  readonly remaining: number;
}
