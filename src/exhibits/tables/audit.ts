/** The findings of an audit as a table: verdict, place, arithmetic; gravest first. */
import type { AuditResult } from '../../results/audit.ts';
import type { Language } from '../../results/text.ts';
import { listTable } from './list.ts';
import type { Table } from './table.ts';

const WORDS = {
  en: {
    title: 'Audit of the printed numbers',
    header: ['Verdict', 'Check', 'Where', 'Arithmetic'],
    summary: (printed: number, checked: number) => `${printed} printed numbers, ${checked} relations checked`,
    rest: (count: number) => `${count} consistent findings are not listed (--all lists them).`,
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
  { language, all }: { readonly language: Language; readonly all: boolean },
): Table {
  const words = WORDS[language];
  const listed = result.findings.filter(({ verdict }) => all || verdict !== 'consistent');
  const rows = listed.map(({ verdict, check, cells, arithmetic }) => [
    words.verdicts[verdict],
    check,
    placesText(cells),
    arithmetic,
  ]);
  const table = listTable('audit', words.title, [words.header, ...rows]);
  const counts = Object.entries(result.counts).map(
    ([verdict, count]) => `${words.verdicts[verdict as keyof typeof words.verdicts]} ${count}`,
  );
  const hidden = all ? [] : [words.rest(result.counts.consistent)];
  const summary = `${result.paper}: ${words.summary(result.printed, result.findings.length)}`;
  return { ...table, banner: [summary, counts.join(', ')], notes: hidden };
}

/** Cells of one row together: `t1.age (men, women)`. */
function placesText(cells: readonly string[]): string {
  const rows = new Map<string, string[]>();
  for (const cell of cells) {
    const [row, column] = [cell.slice(0, cell.lastIndexOf('.')), cell.slice(cell.lastIndexOf('.') + 1)];
    rows.set(row, [...(rows.get(row) ?? []), column]);
  }
  const texts = [...rows].map(([row, [first, ...more]]) =>
    more.length === 0
      ? [row, first].filter((part) => part !== '').join('.')
      : `${row} (${[first, ...more].join(', ')})`,
  );
  return texts.join('; ');
}
