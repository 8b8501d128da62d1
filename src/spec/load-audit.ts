/** A file of printed numbers with the relations that lie beside it, and the audit of both. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failures } from '../errors/failure.ts';
import { audit } from '../exhibits/audit/audit.ts';
import { claimsOf } from '../exhibits/audit/claims.ts';
import { NO_RELATIONS, relationsSchema } from '../exhibits/audit/relations-schema.ts';
import { unknownNames } from '../exhibits/audit/unknown-names.ts';
import { publishedSchema } from '../exhibits/published/schema.ts';
import type { AuditResult } from '../results/audit.ts';
import { parseYaml } from '../yaml/document.ts';
import { ignoredKeys } from '../yaml/ignored-keys.ts';
import { faultAt, validate } from '../yaml/validate.ts';
import { publishedFrom } from './load-published.ts';
import { readSpecText, specSha256 } from './read-spec.ts';

export interface Audited {
  readonly result: AuditResult;
  readonly sha256: string;
  /** keys of the file that look misspelt, with their lines */
  readonly warnings: readonly string[];
}

/**
 * Audits the numbers of a file; relations are read from `relations`, else from audit.yaml in the same folder where there
 * is one. Throws E-SPEC-READ, E-SPEC-YAML, or Failures with every fault of a file (names that it does not have: E-SPEC-NAME).
 */
export function loadAudit(file: string, relations?: string): Audited {
  const text = readSpecText(file);
  const source = parseYaml(text, file);
  const published = publishedFrom(source);
  const warnings = ignoredKeys(source, publishedSchema);
  const beside = join(dirname(file), 'audit.yaml');
  const from = relations ?? (existsSync(beside) ? beside : undefined);
  const texts = [{ file, text, schema: publishedSchema }];
  if (from === undefined) return { result: audit(published, NO_RELATIONS), sha256: specSha256(texts), warnings };
  const more = readSpecText(from);
  const document = parseYaml(more, from);
  const declared = validate(document, relationsSchema);
  const faults = unknownNames(claimsOf(published, declared)).map(({ path, ...parts }) =>
    faultAt(document, path, { code: 'E-SPEC-NAME', ...parts }),
  );
  if (faults.length > 0) throw new Failures(faults);
  const sha256 = specSha256([...texts, { file: from, text: more, schema: relationsSchema }]);
  return { result: audit(published, declared), sha256, warnings };
}
