/** The contract of a check: printed numbers in, findings out. */
import type { AuditFinding, AuditVerdict } from '../../results/audit.ts';
import type { Bilingual } from '../../results/text.ts';
import type { Claims } from './claims.ts';

export interface Found extends Omit<AuditFinding, 'check'> {
  readonly arithmetic: Bilingual;
  readonly details?: readonly Bilingual[];
}

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
  arithmetic: Bilingual,
  details: readonly Bilingual[] = [],
): Found {
  return { verdict, cells, arithmetic, ...(details.length > 0 && { details }) };
}

/** A list; commas unless other signs are given. */
export function joined(texts: readonly Bilingual[], by: Bilingual = { en: ', ', zh: '，' }): Bilingual {
  return { en: texts.map((text) => text.en).join(by.en), zh: texts.map((text) => text.zh).join(by.zh) };
}

/** A statement; and another one. */
export function also(said: Bilingual, more: Bilingual): Bilingual {
  return joined([said, more], { en: '; ', zh: '；' });
}

/** A statement: what is to be made of it. */
export function hence(said: Bilingual, verdict: Bilingual): Bilingual {
  return joined([said, verdict], { en: ': ', zh: '：' });
}
