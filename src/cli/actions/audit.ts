/** Audits a file of printed numbers and prints the findings. */
import { join } from 'node:path';
import { CATALOGUE } from '../../errors/catalogue.ts';
import { auditTable } from '../../exhibits/tables/audit.ts';
import { RESULTS_SCHEMA, type Results } from '../../results/results.ts';
import { loadAudit } from '../../spec/load-audit.ts';
import { makeContext } from '../context.ts';
import { emit } from '../emit.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import type { AuditOptions } from '../verbs/audit.ts';

/** Exit code 5 under --strict when anything is impossible or inconsistent. */
export async function runAudit(home: Home, given: string | undefined, options: AuditOptions): Promise<number> {
  const context = makeContext(options);
  const file = given ?? join(home.folder, 'published.yaml');
  const output = chooseOutput({ ...options, data: [file] });
  const { result, sha256, warnings } = loadAudit(file, options.relations);
  const results: Results = {
    schema: RESULTS_SCHEMA,
    provenance: {
      program: home.program,
      version: home.version,
      paper: result.paper,
      specSha256: sha256,
      settings: [],
      data: [],
    },
    notices: [],
    flows: [],
    models: {},
    summaries: {},
    comparisons: [],
    audit: result,
    warnings,
  };
  const table = auditTable(result, {
    language: context.language,
    all: options.all === true,
    details: options.details === true,
  });
  const exitCode = await emit({ results, exhibits: [{ kind: 'table', table }] }, output, context);
  const { impossible, inconsistent } = result.counts;
  const faulty = impossible + inconsistent > 0;
  return exitCode === 0 && context.strict && faulty ? CATALOGUE['E-DIFFERS'].exit : exitCode;
}
