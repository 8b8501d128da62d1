/** `check`: is the spec sound, do the data fit it, and how many rows would each equation have? Nothing is fitted. */
import type { Command } from 'commander';
import { Failures } from '../../errors/failure.ts';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import { flowTable } from '../../exhibits/tables/flow.ts';
import { listTable } from '../../exhibits/tables/list.ts';
import { type Checked, checkAnalysis } from '../../pipeline/check-analysis.ts';
import { RESULTS_SCHEMA, type Results } from '../../results/results.ts';
import type { Analysis } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { dataPath } from '../data-path.ts';
import { emit } from '../emit.ts';
import { loadForRun } from '../load-for-run.ts';
import type { Home } from '../program.ts';
import { type SharedOptions, withSharedOptions } from '../shared-options.ts';

export function addCheck(root: Command, home: Home): void {
  withSharedOptions(root.command('check'))
    .description('Checks spec and data without fitting anything: sample flow, rows and columns of every equation')
    .option('--columns', 'only the columns of the data file')
    .addHelpText('after', `\nExamples:\n  $ ${home.program} check --data survey.csv\n  $ ${home.program} check --data survey.csv --columns\n  $ ${home.program} check --spec my-paper/ --data my.csv\n`)
    .action(async (options: SharedOptions & { readonly columns?: boolean }) => {
      const context = makeContext(options);
      const analysis = loadForRun(home, options, options.set);
      const checked = await checkAnalysis(analysis, { path: dataPath(home, analysis, options) });
      const results = emptyResults(home, analysis, checked);
      const { language } = context;
      const flow = flowTable({ models: false }).draw(results, { id: 'flow', title: { en: 'Sample flow', zh: '样本流程' } }, { language });
      const exhibits: Exhibit[] = options.columns
        ? [{ kind: 'table', table: columnsTable(analysis, checked) }]
        : [
            { kind: 'table', table: flow },
            { kind: 'table', table: equationsTable(checked) },
          ];
      home.finish(await emit({ results, exhibits }, options, context));
      if (checked.failures.length > 0) throw new Failures(checked.failures);
    });
}

function emptyResults({ program, version }: Home, analysis: Analysis, { source, flows, notices }: Checked): Results {
  const { id, specSha256, settings, codebook } = analysis;
  return {
    schema: RESULTS_SCHEMA,
    provenance: { program, version, paper: id, specSha256, settings, data: [source] },
    notices: source.synthetic && codebook.synthetic !== undefined ? [codebook.synthetic.notice] : [],
    flows,
    models: {},
    summaries: {},
    comparisons: [],
    warnings: notices,
  };
}

function equationsTable({ equations }: Checked) {
  return listTable('equations', 'Equations that would be fitted', [
    ['Model', 'Equation', 'Estimator', 'Outcome', 'Rows', 'Columns'],
    ...equations.map((one) => [one.model, one.equation, one.estimator, one.outcome, String(one.rows), String(one.columns)]),
  ]);
}

function columnsTable({ codebook }: Analysis, { header }: Checked) {
  const described = header.map((name) => {
    const column = codebook.columns.get(name);
    return [name, column?.kind ?? 'not in the codebook', column?.label.en ?? ''];
  });
  return listTable('columns', 'Columns of the data', [['Column', 'Kind', 'Label'], ...described]);
}
