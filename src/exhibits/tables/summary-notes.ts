/** The sentences under a table of descriptives: what the numbers are, which test a p value comes from. */

import { intervalWords } from '../../results/interval-words.ts';
import type { GroupTest, Summary } from '../../results/summary.ts';
import type { Language, Text } from '../../results/text.ts';
import { inLanguage } from '../../results/text.ts';
import { countText } from './cell.ts';
import { distinct } from './lookup.ts';
import type { SummaryTable } from './summary.ts';
import type { ResolvedSummaryRow } from './summary-rows.ts';

const TESTS: Readonly<Record<GroupTest['test'], Text>> = {
  chi_square: { en: 'Pearson chi-squared test', zh: 'Pearson卡方检验' },
  anova: { en: 'one-way analysis of variance', zh: '单因素方差分析' },
  t_pooled: { en: 't test, equal variances', zh: 't检验（方差相等）' },
  t_welch: { en: 'Welch t test, unequal variances', zh: 'Welch t检验（方差不等）' },
};

export function summaryNotes(
  table: Pick<SummaryTable, 'sd' | 'pValues'>,
  rows: readonly ResolvedSummaryRow[],
  summary: Summary,
  language: Language,
): readonly string[] {
  const zh = language === 'zh';
  const statistics = new Set(rows.flatMap((row) => (row.kind === 'row' ? [row.row.statistic] : [])));
  const spread = table.sd === 'plus_minus' ? '±SD' : 'SD';
  const kinds: string[] = [];
  if (statistics.has('n_percent')) kinds.push(zh ? 'n（%，非缺失者为分母）' : 'n (% of non-missing)');
  if (statistics.has('proportion')) {
    const intervals = rows.flatMap((row) => (row.kind === 'row' ? [row.row.interval] : []));
    const words = intervalWords(intervals, language);
    kinds.push(zh ? `百分比[${words}]` : `percent [${words}]`);
  }
  if (statistics.has('mean_sd')) kinds.push(zh ? `均值（${spread}，除以n−1）` : `mean (${spread}, divisor n - 1)`);
  if (statistics.has('percent_mean_sd'))
    kinds.push(zh ? `0/100变量的均值（${spread}）` : `mean (${spread}) of a 0/100 indicator`);
  const notes = kinds.length === 0 ? [] : [zh ? `数值为${kinds.join('或')}。` : `Values are ${kinds.join(' or ')}.`];
  if (table.pValues) notes.push(...testNotes(rows, zh, language));
  const short = rows.flatMap((row) => (row.kind === 'row' && row.lastOfVariable ? shortRow(row, summary, zh) : []));
  if (short.length > 0)
    notes.push(zh ? `有缺失：${short.join('；')}。` : `Rows with missing values: ${short.join('; ')}.`);
  return notes;
}

function testNotes(rows: readonly ResolvedSummaryRow[], zh: boolean, language: Language): readonly string[] {
  const labels = new Map<GroupTest['test'], string[]>();
  for (const row of rows) {
    if (row.test === undefined) continue;
    labels.set(row.test.test, [...(labels.get(row.test.test) ?? []), row.label]);
  }
  const parts = [...labels].map(([test, whose]) => {
    const name = inLanguage(TESTS[test], language);
    if (labels.size === 1) return name;
    return zh ? `${name}（${distinct(whose).join('、')}）` : `${name} (${distinct(whose).join('; ')})`;
  });
  return parts.length === 0 ? [] : [zh ? `P值：${parts.join('，')}。` : `P values: ${parts.join(', ')}.`];
}

/** A row that rests on fewer rows than the column header says. */
function shortRow(row: Extract<ResolvedSummaryRow, { kind: 'row' }>, summary: Summary, zh: boolean): readonly string[] {
  const missing = summary.groups.some((group) => {
    const cell = row.row.cells.find((candidate) => candidate.group === group.key);
    return cell !== undefined && cell.missing > 0;
  });
  if (!missing) return [];
  const counts = summary.groups.map((group) => {
    const cell = row.row.cells.find((candidate) => candidate.group === group.key);
    return countText(cell?.nobs ?? 0, ',');
  });
  return [zh ? `${row.label} n=${counts.join('、')}` : `${row.label} n = ${counts.join(', ')}`];
}
