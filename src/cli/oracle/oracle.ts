/** Holds a run against another program: the script of `emit`, run on the same data, number by number. */
import { compareEstimates } from '../../emit/compare-estimates.ts';
import { makePlan } from '../../emit/make-plan.ts';
import { LANGUAGES } from '../../emit/registry.ts';
import { CATALOGUE } from '../../errors/catalogue.ts';
import { Failure } from '../../errors/failure.ts';
import { numbersOf } from '../../results/addresses.ts';
import type { Results } from '../../results/results.ts';
import type { Analysis } from '../../spec/paper.ts';
import { writtenSections } from '../../spec/written-sections.ts';
import type { Context } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import { emit } from '../emit.ts';
import { everyName, exhibitNeeds } from '../exhibit-needs.ts';
import type { Output } from '../output.ts';
import type { Home } from '../program.ts';
import type { DataOptions } from '../shared-options.ts';
import { runEngine } from './engine.ts';
import { agreementTables, TOLERANCE } from './oracle-tables.ts';

export interface OracleRun {
  readonly home: Home;
  readonly analysis: Analysis;
  /** names of tables and figures; all that the analysis has when absent */
  readonly exhibits?: readonly string[];
  readonly results: Results;
  readonly engine: string;
  readonly options: DataOptions;
  readonly output: Output;
  readonly context: Context;
}

/** Prints the comparison in place of the exhibits; exit code 5 when a number differs by more than the tolerance. */
export async function runOracle(oracle: OracleRun): Promise<number> {
  const { home, analysis, exhibits, results, engine, options, output, context } = oracle;
  const needed = exhibits === undefined ? everyName(analysis) : exhibitNeeds(analysis, exhibits);
  const plan = makePlan(analysis, writtenSections(analysis), needed);
  const { text, untranslated } = LANGUAGES.get(engine)!.write(plan);
  const sources = dataSources(home, analysis, options).flatMap((source) => ('path' in source ? [source.path] : []));
  if (sources.includes('-')) throw fromInput();
  const agreement = compareEstimates(numbersOf(results), await runEngine(engine, text, sources));
  if (agreement.compared.length === 0) throw nothing(untranslated.map(({ place }) => place));
  const tables = agreementTables(agreement, untranslated, {
    engine: LANGUAGES.get(engine)!.title,
    banner: results.notices.map((notice) => notice[context.language] ?? notice.en),
    all: output.format.name !== 'terminal',
    language: context.language,
  });
  const warnings = [...results.warnings, ...untranslated.map(({ place, why }) => `not translated: ${place}: ${why}`)];
  const document = {
    results: { ...results, warnings },
    exhibits: tables.map((table) => ({ kind: 'table' as const, table })),
  };
  const code = await emit(document, output, context);
  const differs =
    agreement.unknown.length > 0 || agreement.compared.some(({ difference }) => !(difference <= TOLERANCE));
  return differs ? CATALOGUE['E-DIFFERS'].exit : code;
}

function nothing(places: readonly string[]): Failure {
  const finding = `no number of this command has a translation${places.length > 0 ? `: ${places.join(', ')}` : ''}`;
  return new Failure('E-USAGE', {
    place: { path: '--oracle' },
    finding,
    remedy: 'ask for the models behind it with run',
  });
}

function fromInput(): Failure {
  return new Failure('E-USAGE', {
    place: { path: '--oracle' },
    finding: 'the data come from standard input, which another program cannot read again',
    remedy: 'name a file by --data',
  });
}
