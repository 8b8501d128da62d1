/** The audit of a file of printed numbers: every check, findings by severity. */
import { Failure } from '../../errors/failure.ts';
import type { AuditFinding, AuditResult, AuditVerdict } from '../../results/audit.ts';
import type { Published, PublishedCell } from '../published/schema.ts';
import { claimsOf } from './claims.ts';
import { checks } from './registry.ts';
import { NO_RELATIONS, type Relations } from './relations-schema.ts';
import { unknownNames } from './unknown-names.ts';

/** Gravest first. */
const VERDICTS: readonly AuditVerdict[] = ['impossible', 'inconsistent', 'borderline', 'unverifiable', 'consistent'];

/** Numbers that one cell prints. */
const NUMBERS: Readonly<Record<PublishedCell['type'], number>> = {
  estimate: 2,
  mean_sd: 2,
  n_percent: 2,
  p_value: 1,
  difference: 1,
  count: 1,
  year: 1,
  flag: 0,
  text: 0,
  none: 0,
};

/** Needs no data. Throws E-SPEC-NAME when a relation names a cell, column or fact that the file does not have. */
export function audit(published: Published, relations: Relations = NO_RELATIONS): AuditResult {
  const claims = claimsOf(published, relations);
  const [unknown] = unknownNames(claims);
  if (unknown !== undefined) {
    const { finding, accepted } = unknown;
    throw new Failure('E-SPEC-NAME', { finding, ...(accepted !== undefined && { accepted }) });
  }
  const all = checks.flatMap((check) => check.run(claims).map((one): AuditFinding => ({ check: check.name, ...one })));
  const findings = VERDICTS.flatMap((verdict) => all.filter((finding) => finding.verdict === verdict));
  const count = (verdict: AuditVerdict) => all.filter((finding) => finding.verdict === verdict).length;
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as AuditResult['counts'];
  const printed = [...claims.places.values()].reduce((sum, { cell }) => sum + NUMBERS[cell.type], 0);
  const { authors, year } = published.paper;
  return { paper: `${authors} ${year}`, printed, findings, counts };
}
