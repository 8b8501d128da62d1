/** `check --expect`: runs what the expectations need, holds them against it, and refuses when one is missed. */
import { relative, sep } from 'node:path';
import { Failure, Failures } from '../../errors/failure.ts';
import type { Frozen } from '../../exhibits/expectations/expectation.ts';
import { type RunNumbers, unknownCell } from '../../exhibits/expectations/find-cell.ts';
import { judge } from '../../exhibits/expectations/judge.ts';
import { expectationsTable } from '../../exhibits/tables/expectations.ts';
import { numbersOf } from '../../results/addresses.ts';
import type { ExpectationOutcome } from '../../results/expectation.ts';
import type { Provenance, Results } from '../../results/results.ts';
import type { Bilingual, Language } from '../../results/text.ts';
import { type LoadedExpectations, loadExpectations } from '../../spec/load-expectations.ts';
import type { Analysis } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import type { DrawOptions } from '../draws/draw-options.ts';
import { emit } from '../emit.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import { runExhibits } from '../run-exhibits.ts';
import type { SharedOptions } from '../shared-options.ts';
import { expectationNeeds } from './expectation-needs.ts';

export type ExpectationOptions = Omit<SharedOptions, 'digits'> &
  DrawOptions & {
    /** a file, or true for the one that belongs to the spec */
    readonly expect?: string | true;
    readonly all?: boolean;
    readonly columns?: boolean;
  };

const MADE = {
  en: 'The expectations are numbers of synthetic data.',
  zh: '预期数值来自合成数据。',
};

/** Prints the misses; then throws Failures for cells that the run does not have, else E-DIFFERS for a miss. */
export async function runExpectations(home: Home, options: ExpectationOptions): Promise<number> {
  if (options.columns === true) {
    throw new Failure('E-USAGE', {
      finding: '--columns and --expect show different things',
      remedy: 'give one of them',
    });
  }
  const context = makeContext(options);
  const output = chooseOutput(options);
  const analysis = loadAnalysis({ folder: home.folder, options });
  const loaded = loadExpectations(analysis, typeof options.expect === 'string' ? options.expect : undefined);
  const { needed, exhibits } = expectationNeeds(analysis, loaded.expectations);
  const run = await runExhibits({ home, analysis, needed, options, context });
  const { outcomes, faults } = judgeAll(loaded, runNumbers(analysis, exhibits, run));
  const results = { ...run, expectations: outcomes };
  const { language } = context;
  const { frozen } = loaded;
  const moved = frozen === undefined ? [] : inputsMoved(frozen, run.provenance);
  const remarks = [...(frozen?.synthetic ? [MADE] : []), ...moved].map((one) => one[language]);
  const table = expectationsTable(results, { language, all: options.all === true, remarks });
  for (const remark of moved) context.say(`note: ${remark.en}`);
  const exitCode = await emit({ results, exhibits: [{ kind: 'table', table }] }, output, context);
  if (faults.length > 0) throw new Failures(faults);
  const missed = outcomes.filter(({ met }) => !met);
  if (missed.length > 0) throw missedFailure(missed, outcomes.length);
  return exitCode;
}

function runNumbers(analysis: Analysis, exhibits: readonly string[], results: Results): RunNumbers {
  const published = exhibits
    .flatMap((name) => (analysis.tables.get(name) ?? analysis.figures.get(name))!.shape.matches(results))
    .map((own) => [own.cell, own] as const);
  // of two exhibits that show a cell the first counts, as in the comparison with the printed numbers
  return { numbers: numbersOf(results), published: new Map(published.reverse()) };
}

function judgeAll({ expectations, defaults }: LoadedExpectations, run: RunNumbers) {
  const outcomes: ExpectationOutcome[] = [];
  const faults: Failure[] = [];
  for (const { expectation, file, line, fault } of expectations) {
    for (const judged of judge(expectation, run, defaults)) {
      const place = { file: shownFile(file), line };
      if ('met' in judged) outcomes.push({ ...judged, ...place });
      else {
        const unknown = unknownCell(judged.cell, run);
        faults.push(fault(unknown));
        outcomes.push({ cell: judged.cell, ...noNumber(unknown.finding), met: false, ...place });
      }
    }
  }
  return { outcomes, faults };
}

function noNumber(finding: string): Pick<ExpectationOutcome, 'expected' | 'found'> {
  return { expected: { en: 'a number', zh: '一个数' }, found: { en: finding, zh: '没有这个数' } };
}

/** As seen from the working folder, where the file is below it; else its name: no result names a folder of the machine. */
function shownFile(file: string): string {
  const below = relative(process.cwd(), file);
  const outside = below.startsWith('..') || below === '' || /^([a-z]:|[/\\])/i.test(below);
  return (outside ? file.replace(/^.*[/\\]/, '') : below).split(sep).join('/');
}

/** What is not as it was when the expectations were frozen. */
function inputsMoved(frozen: Frozen, now: Provenance): readonly Bilingual[] {
  const data = frozen.data.map(({ sha256 }) => sha256).join() !== now.data.map(({ sha256 }) => sha256).join();
  const then = frozen.settings.join('; ');
  const settings = then !== now.settings.join('; ');
  const moved = [
    ...(data ? [{ en: 'the data', zh: '数据' }] : []),
    ...(frozen.specSha256 === now.specSha256 ? [] : [{ en: 'the text of the spec', zh: '规范文本' }]),
    ...(settings ? [{ en: `the settings (then ${then || 'none'})`, zh: `设置（当时为 ${then || '无'}）` }] : []),
    ...(frozen.version === now.version
      ? []
      : [{ en: `the version (then ${frozen.version})`, zh: `版本（当时为 ${frozen.version}）` }]),
  ];
  if (moved.length === 0) return [];
  const listed = (language: Language) => moved.map((one) => one[language]);
  return [
    {
      en: `frozen with other inputs than this run: ${listed('en').join(', ')}`,
      zh: `冻结时的输入与本次运行不同：${listed('zh').join('、')}`,
    },
  ];
}

function missedFailure(missed: readonly ExpectationOutcome[], all: number): Failure {
  const [first] = missed;
  const { cell, expected, found } = first!;
  return new Failure('E-DIFFERS', {
    finding: `${missed.length} of ${all} expectations ${missed.length === 1 ? 'is' : 'are'} missed, the first at ${cell}: expected ${expected.en}, found ${found.en}`,
    remedy: 'the table names them all',
  });
}
