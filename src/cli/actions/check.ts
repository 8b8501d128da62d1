/** Checks spec and data and prints what would be fitted. */
import { Failures } from '../../errors/failure.ts';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import { flowTable } from '../../exhibits/tables/flow.ts';
import { listTable } from '../../exhibits/tables/list.ts';
import type { Table } from '../../exhibits/tables/table.ts';
import { type Checked, checkAnalysis } from '../../pipeline/check-analysis.ts';
import { RESULTS_SCHEMA, type Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import type { Analysis } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import { FLOW_HEADING } from '../draw.ts';
import { emit } from '../emit.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import type { CheckOptions } from '../verbs/check.ts';

/** Prints what could be checked; then throws the Failures of samples and models that cannot be built. */
export async function runCheck(home: Home, options: CheckOptions): Promise<number> {
  const context = makeContext(options);
  const output = chooseOutput(options);
  const analysis = loadAnalysis({ folder: home.folder, options });
  const checked = await checkAnalysis(analysis, dataSources(home, analysis, options));
  const results = resultsOf(home, analysis, checked);
  const { language } = context;
  const tables = options.columns
    ? [columnsTable(analysis, checked, language)]
    : [
        ...(checked.flows.length > 0 ? [flowTable({ models: false }).draw(results, FLOW_HEADING, { language })] : []),
        equationsTable(checked, language),
      ];
  const exhibits = tables.map((table): Exhibit => ({ kind: 'table', table }));
  const exitCode = await emit({ results, exhibits }, output, context);
  if (checked.failures.length > 0) throw new Failures(checked.failures);
  return exitCode;
}

function resultsOf({ program, version }: Home, analysis: Analysis, { sources, flows, notices }: Checked): Results {
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
    one.estimator,
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
