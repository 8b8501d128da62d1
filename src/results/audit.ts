/** What an audit of printed numbers found: a verdict, the cells it rests on and the arithmetic. */

import type { Text } from './text.ts';

/**
 * impossible: no data could give these numbers; inconsistent: they contradict each other, a stated rule or a declared
 * relation; borderline: rounding or wording decides; unverifiable: too few digits to tell.
 */
export type AuditVerdict = 'impossible' | 'inconsistent' | 'borderline' | 'unverifiable' | 'consistent';

export interface AuditFinding {
  readonly check: string;
  readonly verdict: AuditVerdict;
  /** `table.row.column`, a column `table.column`, or the id of a fact */
  readonly cells: readonly string[];
  /** one line */
  readonly arithmetic: Text;
  /** what else follows from the same numbers */
  readonly details?: readonly Text[];
}

export interface AuditResult {
  /** the file's own name for the paper */
  readonly paper: string;
  /** numbers in the tables: an estimate with its standard error counts two */
  readonly printed: number;
  readonly findings: readonly AuditFinding[];
  readonly counts: Readonly<Record<AuditVerdict, number>>;
}
