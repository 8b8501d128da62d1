/** Reads two runs and prints what moved between them. */
import { CATALOGUE } from '../../errors/catalogue.ts';
import { differenceOf, starsIn } from '../../exhibits/expectations/difference.ts';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import { differenceTables } from '../../exhibits/tables/differences.ts';
import { RESULTS_SCHEMA, type Results } from '../../results/results.ts';
import type { Text } from '../../results/text.ts';
import { makeContext } from '../context.ts';
import { emit } from '../emit.ts';
import { readResultsFile } from '../expectations/results-file.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import type { DiffOptions } from '../verbs/diff.ts';

/** Exit code 5 when a number moved, appeared or vanished; a changed input alone is 0. */
export async function runDiff(home: Home, before: string, after: string, options: DiffOptions): Promise<number> {
  const context = makeContext(options);
  const output = chooseOutput({ ...options, data: [before, after] });
  const [first, second] = [readResultsFile(before), readResultsFile(after)];
  const runs = [first, second].map(({ results, numbers }) => ({ provenance: results.provenance, numbers }));
  const difference = differenceOf(runs[0]!, runs[1]!, options.tolerance);
  const { program, version } = home;
  const results: Results = {
    schema: RESULTS_SCHEMA,
    provenance: { ...second.results.provenance, program, version },
    notices: distinct([...first.results.notices, ...second.results.notices]),
    flows: [],
    models: {},
    summaries: {},
    comparisons: [],
    difference,
    warnings: [],
  };
  const tables = differenceTables(results, { language: context.language, all: options.all === true, starsIn });
  const exhibits = tables.map((table): Exhibit => ({ kind: 'table', table }));
  const exitCode = await emit({ results, exhibits }, output, context);
  return exitCode === 0 && difference.cells.length > 0 ? CATALOGUE['E-DIFFERS'].exit : exitCode;
}

function distinct(notices: readonly Text[]): readonly Text[] {
  return [...new Map(notices.map((notice) => [notice.en, notice])).values()];
}
