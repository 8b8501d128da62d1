/** Ranks the readings of a text by the printed numbers that each reproduces, on data or from the printed numbers alone. */
import { Failure } from '../../errors/failure.ts';
import { claimsOf } from '../../exhibits/audit/claims.ts';
import { NO_RELATIONS } from '../../exhibits/audit/relations-schema.ts';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import { crossReadings } from '../../exhibits/readings/cross.ts';
import { remainingReadings } from '../../exhibits/readings/rule-out.ts';
import { listTable } from '../../exhibits/tables/list.ts';
import { remainingTable } from '../../exhibits/tables/remaining-readings.ts';
import { RESULTS_SCHEMA, type Results } from '../../results/results.ts';
import { inLanguage } from '../../results/text.ts';
import { loadAudit } from '../../spec/load-audit.ts';
import { type Context, makeContext } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import { emit } from '../emit.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput, type Output } from '../output.ts';
import type { Home } from '../program.ts';
import { stageBar } from '../progress.ts';
import { sharedSource } from '../shared-source.ts';
import { solveExhibits } from '../solve/solve-exhibits.ts';
import { type Asked, askedQuestions } from '../solve/solve-files.ts';
import { runQuestion } from '../solve/solve-runs.ts';
import type { SolveOptions } from '../verbs/solve.ts';

export async function runSolve(home: Home, name: string | undefined, options: SolveOptions): Promise<number> {
  const context = makeContext(options);
  const { data, ...rest } = options;
  const output = chooseOutput({ ...rest, ...(data !== false && { data }) });
  const asked = askedQuestions(home, name, options);
  if (options.list) return emit(listed(home, asked, context), output, context);
  if (data === false) return withoutData(home, asked, options, output, context);
  return withData(home, asked, { ...options, data }, output, context);
}

async function withData(
  home: Home,
  { questions, readings, published }: Asked,
  options: SolveOptions & { readonly data: readonly string[] },
  output: Output,
  context: Context,
): Promise<number> {
  const { language } = context;
  const { digits, only, sample, set } = options;
  // the spec as it stands must be sound before readings are blamed for faults
  const base = loadAnalysis({ folder: home.folder, options });
  const source = await sharedSource(dataSources(home, base, options));
  const bar = await stageBar(context, process.stderr, options.progress);
  const solved = [];
  try {
    for (const question of questions) {
      const request = { home, question, readings, published, options, source, bar, ...(sample && { sample }) };
      solved.push(await runQuestion(request));
    }
  } finally {
    bar.stop();
  }
  const first = solved.find(({ results }) => results !== undefined)?.results;
  if (first === undefined) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      place: { path: 'solve' },
      finding: 'no reading can be estimated',
      accepted: solved[0]!.result.readings[0]!.failed!,
    });
  }
  const notices = [
    // settings of one reading are in its own record
    ...first.notices.filter(({ en }) => !en.startsWith('Settings: ')),
    ...(set.length > 0 ? [{ en: `Settings: ${set.join('; ')}.`, zh: `设置：${set.join('；')}。` }] : []),
  ];
  const results: Results = {
    ...first,
    provenance: { ...first.provenance, settings: set },
    notices,
    models: {},
    summaries: {},
    readings: solved.map(({ result }) => result),
    warnings: solved.flatMap(({ warnings }) => warnings),
  };
  const view = {
    language,
    banner: notices.map((notice) => inLanguage(notice, language)),
    ...(digits !== undefined && { digits }),
  };
  const exhibits = solved.flatMap(({ result }) => solveExhibits(result, published, view, only));
  return emit({ results, exhibits }, output, context);
}

/** The printed numbers alone, by the audit's arithmetic. */
async function withoutData(
  home: Home,
  { questions, published, publishedFile }: Asked,
  { relations }: SolveOptions,
  output: Output,
  context: Context,
): Promise<number> {
  const { result: audit, sha256 } = loadAudit(publishedFile, relations);
  const claims = claimsOf(published, NO_RELATIONS);
  const remaining = questions.map((question) => remainingReadings(question, claims, audit));
  const exhibits = remaining.map((one): Exhibit => ({ kind: 'table', table: remainingTable(one, context.language) }));
  return emit({ results: { ...bare(home, audit.paper, sha256), remaining }, exhibits }, output, context);
}

/** Questions, choices and alternatives; nothing is run. */
function listed(home: Home, { questions, published }: Asked, { language }: Context) {
  const rows = questions.flatMap((question) => {
    const { readings } = crossReadings(question);
    return [...question.choices.values()].map(({ label, alternatives }, at) => [
      at === 0 ? question.name : '',
      at === 0 ? String(readings.length) : '',
      inLanguage(label, language),
      [...alternatives.values()].map((one) => inLanguage(one.label, language)).join('; '),
    ]);
  });
  const zh = language === 'zh';
  const header = zh ? ['问题', '解读数', '选择', '做法'] : ['question', 'readings', 'choice', 'alternatives'];
  const title = zh ? '方法部分未说明的问题' : 'Questions that the text leaves open';
  const table = listTable('questions', title, [header, ...rows]);
  const paper = `${published.paper.authors} ${published.paper.year}`;
  return { results: bare(home, paper, ''), exhibits: [{ kind: 'table' as const, table }] };
}

/** Results of a run that reads no data. */
function bare({ program, version }: Home, paper: string, specSha256: string): Results {
  return {
    schema: RESULTS_SCHEMA,
    provenance: { program, version, paper, specSha256, settings: [], data: [] },
    notices: [],
    flows: [],
    models: {},
    summaries: {},
    comparisons: [],
    warnings: [],
  };
}
