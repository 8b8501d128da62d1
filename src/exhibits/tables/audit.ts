/** The findings of an audit as a table: verdict, place, arithmetic; gravest first. */
import type { AuditResult } from '../../results/audit.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { listTable } from './list.ts';
import type { Table } from './table.ts';

const WORDS = {
  en: {
    title: 'Audit of the printed numbers',
    header: ['Verdict', 'Check', 'Where', 'Arithmetic'],
    summary: (printed: number, checked: number) => `${printed} printed numbers, ${checked} relations checked`,
    rest: (count: number) => `${count} consistent findings are not listed (--all lists them).`,
    folded: (count: number) => `${count} further lines of arithmetic: --details.`,
    more: (count: number) => `and ${count} more`,
    columns: (count: number) => `${count} columns`,
    verdicts: {
      impossible: 'impossible',
      inconsistent: 'inconsistent',
      borderline: 'borderline',
      unverifiable: 'unverifiable',
      consistent: 'consistent',
    },
  },
  zh: {
    title: '已发表数字的核查',
    header: ['结论', '检查', '位置', '算式'],
    summary: (printed: number, checked: number) => `已发表数字 ${printed} 个，检查关系 ${checked} 项`,
    rest: (count: number) => `另有 ${count} 项一致，未列出（--all 可列出）。`,
    folded: (count: number) => `另有 ${count} 行算式：--details。`,
    more: (count: number) => `等另 ${count} 处`,
    columns: (count: number) => `${count} 列`,
    verdicts: {
      impossible: '不可能',
      inconsistent: '不一致',
      borderline: '临界',
      unverifiable: '无法核实',
      consistent: '一致',
    },
  },
} as const;

/** Findings other than `consistent`, or with `all` every one. */
export function auditTable(
  result: AuditResult,
  { language, all, details }: { readonly language: Language; readonly all: boolean; readonly details: boolean },
): Table {
  const words = WORDS[language];
  const listed = result.findings.filter(({ verdict }) => all || verdict !== 'consistent');
  const rows = listed.flatMap(({ verdict, check, cells, arithmetic, details: more = [] }) => [
    [words.verdicts[verdict], check, placesText(cells, words), inLanguage(arithmetic, language)],
    ...(details ? more.map((line) => ['', '', '', inLanguage(line, language)]) : []),
  ]);
  const table = listTable('audit', words.title, [words.header, ...rows]);
  const counts = Object.entries(result.counts).map(
    ([verdict, count]) => `${words.verdicts[verdict as keyof typeof words.verdicts]} ${count}`,
  );
  const folded = listed.reduce((sum, finding) => sum + (finding.details?.length ?? 0), 0);
  const notes = [
    ...(all ? [] : [words.rest(result.counts.consistent)]),
    ...(details || folded === 0 ? [] : [words.folded(folded)]),
  ];
  const summary = `${result.paper}: ${words.summary(result.printed, result.findings.length)}`;
  return { ...table, rows: ruled(table.rows), banner: [summary, counts.join(', ')], notes };
}

/** A line where another verdict begins. */
function ruled(rows: Table['rows']): Table['rows'] {
  const named = rows.map((row) => row.cells[0]!.text);
  return rows.flatMap((row, k) => {
    const before = named.slice(0, k).findLast((text) => text !== '');
    const begins = before !== undefined && named[k] !== '' && named[k] !== before;
    return begins ? [{ kind: 'rule' as const, indent: 0, cells: [] }, row] : [row];
  });
}

/** So many rows are named, and columns in so many characters; the JSON form has them all. */
const MOST_PLACES = 2;
const WIDEST_PLACE = 44;

/** Cells of one row together: `t1.age (men, women)`. */
function placesText(cells: readonly string[], words: { more(n: number): string; columns(n: number): string }): string {
  const rows = new Map<string, string[]>();
  for (const cell of cells) {
    const dot = cell.lastIndexOf('.');
    const [row, column] = dot < 0 ? [cell, []] : [cell.slice(0, dot), [cell.slice(dot + 1)]];
    rows.set(row, [...(rows.get(row) ?? []), ...column]);
  }
  const texts = [...rows].map(([row, [first, ...others]]) => {
    if (first === undefined) return row;
    if (others.length === 0) return `${row}.${first}`;
    const all = `${row} (${[first, ...others].join(', ')})`;
    return all.length <= WIDEST_PLACE ? all : `${row} (${words.columns(others.length + 1)})`;
  });
  const left = texts.length - MOST_PLACES;
  return left > 1 ? `${texts.slice(0, MOST_PLACES).join('; ')} ${words.more(left)}` : texts.join('; ');
}
