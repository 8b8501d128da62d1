/** The comparison with another program as tables: a line per model or summary, then the numbers. */
import type { Agreement, ComparedNumber } from '../../emit/compare-estimates.ts';
import type { Untranslated } from '../../emit/plan.ts';
import { numberCell, textCell } from '../../exhibits/tables/cell.ts';
import { listTable } from '../../exhibits/tables/list.ts';
import type { Table } from '../../exhibits/tables/table.ts';
import type { Language } from '../../results/text.ts';

/** Largest relative difference that counts as the same number. */
export const TOLERANCE = 1e-6;

const SHOWN = 12;
const DIGITS = 10;

interface OracleTableOptions {
  readonly engine: string;
  readonly banner: readonly string[];
  /** every number, not only the largest differences */
  readonly all: boolean;
  readonly language: Language;
}

export function agreementTables(
  { compared, uncovered, unknown }: Agreement,
  untranslated: readonly Untranslated[],
  { engine, banner, all, language }: OracleTableOptions,
): readonly Table[] {
  const words = WORDS[language];
  const bySize = compared.toSorted((a, b) => b.difference - a.difference);
  const differing = bySize.filter(({ difference }) => !(difference <= TOLERANCE));
  const shown = all ? compared : bySize.slice(0, Math.max(SHOWN, differing.length));
  const overview = listTable('oracle', words.overview(engine), [
    [words.part, words.numbers, words.beyond, words.largest, words.at],
    ...partsOf(compared).map(([part, numbers]) => {
      const largest = numbers.reduce((a, b) => (b.difference > a.difference ? b : a));
      const beyond = numbers.filter(({ difference }) => !(difference <= TOLERANCE)).length;
      return [part, String(numbers.length), String(beyond), exponential(largest.difference), largest.address];
    }),
  ]);
  return [
    { ...overview, banner, notes: notes(words, { uncovered, unknown }, untranslated) },
    numbersTable(words, shown, all ? words.every : words.top(shown.length), engine, banner),
  ];
}

type Words = (typeof WORDS)[Language];

const WORDS = {
  en: {
    overview: (engine: string) => `Our numbers and those of ${engine}`,
    part: 'Model or summary',
    numbers: 'Numbers',
    beyond: 'Beyond 1e-6',
    largest: 'Largest difference',
    at: 'At',
    every: 'Every number',
    top: (count: number) => `The ${count} largest relative differences`,
    number: 'Number',
    ours: 'Ours',
    difference: 'Relative difference',
    uncovered: (count: number, first: string) => `The script does not write ${count} of our numbers (${first}).`,
    unknown: (count: number, first: string) => `The script writes ${count} numbers that we do not have (${first}).`,
    left: (place: string, why: string) => `Not translated: ${place}: ${why}.`,
    relative: 'Differences are relative to our number, or to its standard error where that is larger.',
  },
  zh: {
    overview: (engine: string) => `本程序与 ${engine} 的结果对照`,
    part: '模型或描述统计',
    numbers: '数值个数',
    beyond: '超过 1e-6',
    largest: '最大差异',
    at: '位置',
    every: '全部数值',
    top: (count: number) => `相对差异最大的 ${count} 个数值`,
    number: '数值',
    ours: '本程序',
    difference: '相对差异',
    uncovered: (count: number, first: string) => `脚本未给出本程序的 ${count} 个数值（${first}）。`,
    unknown: (count: number, first: string) => `脚本给出了本程序没有的 ${count} 个数值（${first}）。`,
    left: (place: string, why: string) => `未翻译：${place}：${why}。`,
    relative: '差异相对于本程序的数值；标准误更大时相对于标准误。',
  },
} as const;

function notes(
  words: Words,
  { uncovered, unknown }: Pick<Agreement, 'uncovered' | 'unknown'>,
  untranslated: readonly Untranslated[],
): readonly string[] {
  const few = (addresses: readonly string[]) =>
    `${addresses.slice(0, 3).join(', ')}${addresses.length > 3 ? ', ...' : ''}`;
  return [
    words.relative,
    ...(uncovered.length > 0 ? [words.uncovered(uncovered.length, few(uncovered))] : []),
    ...(unknown.length > 0 ? [words.unknown(unknown.length, few(unknown))] : []),
    ...untranslated.map(({ place, why }) => words.left(place, why)),
  ];
}

/** By the first two names of the address: `models.benchmark`. */
function partsOf(compared: readonly ComparedNumber[]): readonly [string, readonly ComparedNumber[]][] {
  const parts = new Map<string, ComparedNumber[]>();
  for (const one of compared) {
    const part = /^[^.]*\.(?:"(?:[^"\\]|\\.)*"|[^.]*)/.exec(one.address)?.[0] ?? one.address;
    parts.set(part, [...(parts.get(part) ?? []), one]);
  }
  return [...parts];
}

function numbersTable(
  words: Words,
  numbers: readonly ComparedNumber[],
  title: string,
  engine: string,
  banner: readonly string[],
): Table {
  return {
    id: 'oracle_numbers',
    title,
    banner,
    columns: [{ align: 'left' }, { align: 'right' }, { align: 'right' }, { align: 'right' }],
    header: [
      [words.number, words.ours, engine, words.difference].map((text, at) =>
        textCell(text, at === 0 ? 'left' : 'right'),
      ),
    ],
    rows: numbers.map(({ address, ours, theirs, difference }) => ({
      kind: 'body',
      indent: 0,
      cells: [
        textCell(address),
        numberCell(digits(ours)),
        numberCell(digits(theirs)),
        numberCell(exponential(difference)),
      ],
    })),
    notes: [],
  };
}

function digits(value: number): string {
  return Number.isNaN(value) ? '' : String(Number(value.toPrecision(DIGITS)));
}

function exponential(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}
