/** What was expected and what came out, as a table: the misses, or everything. */
import type { ExpectationOutcome } from '../../results/expectation.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { listTable } from './list.ts';
import type { Table } from './table.ts';

const WORDS = {
  en: {
    title: 'Expectations',
    header: ['Cell', 'Expected', 'Found', 'Line'],
    verdict: 'Verdict',
    met: 'met',
    missed: 'MISSED',
    none: 'all met',
    counts: (all: number, missed: number) =>
      `${all} expectation${all === 1 ? '' : 's'}, ${missed === 0 ? 'all met' : `${missed} missed`}.`,
    rest: (met: number) =>
      met === 1
        ? '1 that is met is not listed (--all lists it).'
        : `${met} that are met are not listed (--all lists them).`,
  },
  zh: {
    title: '预期数值',
    header: ['单元', '预期', '实际', '行'],
    verdict: '结论',
    met: '符合',
    missed: '不符',
    none: '全部符合',
    counts: (all: number, missed: number) =>
      missed === 0 ? `预期 ${all} 项，全部符合。` : `预期 ${all} 项，不符 ${missed} 项。`,
    rest: (met: number) => `另有 ${met} 项符合，未列出（--all 可列出）。`,
  },
} as const;

/** Misses, or with `all` every outcome, in the order of the file; `remarks` stand under the counts. */
export function expectationsTable(
  results: Results,
  {
    language,
    all,
    remarks = [],
  }: { readonly language: Language; readonly all: boolean; readonly remarks?: readonly string[] },
): Table {
  const words = WORDS[language];
  const outcomes = results.expectations ?? [];
  const missed = outcomes.filter(({ met }) => !met);
  const listed = all ? outcomes : missed;
  const files = [...new Set(outcomes.map(({ file }) => file))].filter((file) => file !== undefined);
  const rows = listed.map((outcome) => [
    outcome.cell,
    inLanguage(outcome.expected, language),
    inLanguage(outcome.found, language),
    files.length > 1 ? placeText(outcome) : String(outcome.line ?? ''),
    ...(all ? [outcome.met ? words.met : words.missed] : []),
  ]);
  const header = [...words.header, ...(all ? [words.verdict] : [])];
  const table = listTable(
    'expectations',
    words.title,
    rows.length === 0 ? [[words.header[0]], [words.none]] : [header, ...rows],
  );
  const met = outcomes.length - missed.length;
  return {
    ...table,
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    notes: [
      [...(files.length === 1 ? files : []), words.counts(outcomes.length, missed.length)].join(': '),
      ...(all || met === 0 ? [] : [words.rest(met)]),
      ...remarks,
    ],
  };
}

function placeText({ file, line }: ExpectationOutcome): string {
  return [file, line].filter((part) => part !== undefined).join(':');
}
