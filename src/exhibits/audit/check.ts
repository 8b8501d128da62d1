/** The contract of a check: printed numbers in, findings out. */
import type { AuditFinding, AuditVerdict } from '../../results/audit.ts';
import type { Claims } from './claims.ts';

export type Found = Omit<AuditFinding, 'check'>;

export interface Check {
  readonly name: string;
  /** one sentence for the docs and `--list` */
  readonly summary: string;
  run(claims: Claims): readonly Found[];
}

/** `arithmetic` is one short line; `details` are what else follows. */
export function found(
  verdict: AuditVerdict,
  cells: readonly string[],
  arithmetic: string,
  details: readonly string[] = [],
): Found {
  return { verdict, cells, arithmetic, ...(details.length > 0 && { details }) };
}
