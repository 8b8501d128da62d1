/** Checks spec and data and prints what would be fitted. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, Failures } from '../../errors/failure.ts';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import { estimatorName } from '../../exhibits/tables/estimator-name.ts';
import { flowTable } from '../../exhibits/tables/flow.ts';
import { lintTable } from '../../exhibits/tables/lint.ts';
import { listTable } from '../../exhibits/tables/list.ts';
import type { Table } from '../../exhibits/tables/table.ts';
import { makeLinter } from '../../lint/lint.ts';
import { type Checked, checkAnalysis } from '../../pipeline/check-analysis.ts';
import { RESULTS_SCHEMA, type Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { loadPublished } from '../../spec/load-published.ts';
import type { Analysis } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import { FLOW_HEADING } from '../draw.ts';
import { emit, WARNINGS } from '../emit.ts';
import { runExpectations } from '../expectations/expectation-run.ts';
import { fixSpec } from '../fix-spec.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import type { CheckOptions } from '../verbs/check.ts';

/** Prints what could be checked; then throws the Failures of samples and models that cannot be built. */
export async function runCheck(home: Home, options: CheckOptions): Promise<number> {
  if (options.expect !== undefined) return runExpectations(home, options);
  const context = makeContext(options);
  const output = chooseOutput(options);
  if (options.dryRun && !options.fix) {
    throw new Failure('E-USAGE', {
      place: { path: '--dry-run' },
      finding: 'nothing to try',
      remedy: 'it goes with --fix',
    });
  }
  if (options.fix) {
    const shown = await fixSpec(home, options, context);
    if (shown !== undefined) return shown;
  }
  const analysis = loadAnalysis({ folder: home.folder, options });
  const linter = makeLinter(analysis, publishedBeside(analysis));
  const checked = isWithoutData(analysis, options)
    ? undefined
    : await checkAnalysis(analysis, dataSources(home, analysis, options), linter.observer);
  const report = linter.report(checked);
  const { language } = context;
  const { flows = [], failures = [] } = checked ?? {};
  const plain = resultsOf(home, analysis, checked);
  const results: Results = options.columns ? plain : { ...plain, lint: report.findings };
  const tables =
    options.columns && checked
      ? [columnsTable(analysis, checked, language)]
      : [
          ...(flows.length > 0 ? [flowTable({ models: false }).draw(results, FLOW_HEADING, { language })] : []),
          ...(checked === undefined ? [] : [equationsTable(checked, language)]),
          lintTable(report, { language, all: options.all === true }),
        ];
  const exhibits = tables.map((table): Exhibit => ({ kind: 'table', table }));
  const exitCode = await emit({ results, exhibits }, output, context);
  if (failures.length > 0) throw new Failures(failures);
  const grave = results.lint?.some(({ severity }) => severity !== 'advice') ?? false;
  return exitCode === 0 && context.strict && grave ? WARNINGS : exitCode;
}

/** Data are left out on purpose, or nothing names any; `--columns` is about data and needs them. */
function isWithoutData({ data }: Analysis, options: CheckOptions): boolean {
  if (options.columns) return false;
  return options.withoutData || (options.data.length === 0 && data.file === undefined && data.sampleData === undefined);
}

/** The printed numbers in the folder of a paper. */
function publishedBeside({ origin, folder }: Analysis) {
  const file = join(folder, 'published.yaml');
  return origin?.kind === 'paper' && existsSync(file) ? loadPublished(file) : undefined;
}

function resultsOf({ program, version }: Home, analysis: Analysis, checked: Checked | undefined): Results {
  const { sources, flows, notices } = checked ?? { sources: [], flows: [], notices: [] };
  const { id, specSha256, settings, codebook } = analysis;
  const synthetic = sources.some((source) => source.synthetic) ? codebook.synthetic : undefined;
  return {
    schema: RESULTS_SCHEMA,
    provenance: { program, version, paper: id, specSha256, settings, data: sources },
    notices: synthetic === undefined ? [] : [synthetic.notice],
    flows,
    models: {},
    summaries: {},
    comparisons: [],
    warnings: notices,
  };
}

const WORDS = {
  en: {
    equations: 'Equations that would be fitted',
    equation: ['Model', 'Equation', 'Estimator', 'Outcome', 'Rows', 'Columns'],
    columns: 'Columns of the data',
    column: ['Column', 'Kind', 'Label'],
    undescribed: 'not in the codebook',
  },
  zh: {
    equations: '将要估计的方程',
    equation: ['模型', '方程', '估计方法', '因变量', '行数', '列数'],
    columns: '数据中的列',
    column: ['列', '类型', '标签'],
    undescribed: '未在编码簿中',
  },
} as const;

function equationsTable({ equations }: Checked, language: Language): Table {
  const words = WORDS[language];
  const rows = equations.map((one) => [
    one.model,
    one.equation,
    estimatorName(one.estimator, language),
    one.outcome,
    String(one.rows),
    String(one.columns),
  ]);
  return listTable('equations', words.equations, [words.equation, ...rows]);
}

function columnsTable({ codebook }: Analysis, { header }: Checked, language: Language): Table {
  const words = WORDS[language];
  const rows = header.map((name) => {
    const column = codebook.columns.get(name);
    return [name, column?.kind ?? words.undescribed, column === undefined ? '' : inLanguage(column.label, language)];
  });
  return listTable('columns', words.columns, [words.column, ...rows]);
}
