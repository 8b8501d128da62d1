/** The sentences under a table of estimates: effect, standard errors, stars, rows, what was left out. */
import type { EquationResult } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { countText } from './cell.ts';
import {
  type BoundColumn,
  columnName,
  columnNameInNotes,
  type EstimatesTable,
  estimateLabel,
} from './estimate-columns.ts';
import { enumerated } from './label.ts';
import { distinct } from './lookup.ts';
import { starSentence } from './stars.ts';
import { vcovSentence } from './vcov-sentence.ts';

export function estimateNotes(
  table: EstimatesTable,
  columns: readonly BoundColumn[],
  results: Results,
  language: Language,
  uncertainty: Text | undefined,
): readonly string[] {
  const spread = uncertainty === undefined ? 'SE' : inLanguage(uncertainty, language);
  const stars = starSentence(table.stars, language);
  const separator = language === 'zh' ? '；' : '; ';
  const sentences = bySource(columns, (column) => vcovSentence(column.model.vcov, column.effect, language));
  const labels = distinct(columns.map(labelOf));
  const notes = [
    ...labels.flatMap((label) =>
      bySource(
        columns.filter((column) => labelOf(column) === label),
        (column) => conventionText(column, columns, language),
      ).map(([text, whose]) => `${label}  ${whose}${text}`),
    ),
    ...sentences.map(([text, whose], index) => {
      const rules = index === sentences.length - 1 && stars !== '' ? separator + stars : '';
      return `${spread}  ${whose}${text}${rules}`;
    }),
    ...rowNotes(columns, results, language),
    ...omittedNotes(columns, language),
  ];
  return notes;

  function labelOf({ column }: BoundColumn): string {
    return inLanguage(estimateLabel(table, column), language);
  }

  /** Distinct sentences; each names its columns when there are several. */
  function bySource(all: readonly BoundColumn[], say: (column: BoundColumn) => string): [string, string][] {
    const whose = new Map<string, string[]>();
    for (const column of all) {
      const text = say(column);
      whose.set(text, [...(whose.get(text) ?? []), columnNameInNotes(column, language)]);
    }
    const single = whose.size === 1;
    const colon = language === 'zh' ? '：' : ': ';
    return [...whose].map(([text, names]) => [text, single ? '' : `${enumerated(distinct(names), language)}${colon}`]);
  }
}

/** Conventions that name their own rows are said once, with N for the row of observations below each column. */
function conventionText(column: BoundColumn, columns: readonly BoundColumn[], language: Language): string {
  const text = inLanguage(column.effect.convention, language);
  const rows = new Set(columns.map((one) => one.equation?.rows));
  if (rows.size === 1 || column.equation === undefined) return text;
  return text.replace(new RegExp(`(?<![\\d.,])${column.equation.rows}(?![\\d.,]*\\d)`, 'g'), 'N');
}

/** How many rows each sample had and what each equation could not use. */
function rowNotes(columns: readonly BoundColumn[], results: Results, language: Language): readonly string[] {
  const zh = language === 'zh';
  const samples = new Map<string, string[]>();
  for (const sample of distinct(columns.map((column) => column.model.sample))) {
    const flow = results.flows.find((candidate) => candidate.sample === sample);
    const [first, last] = [flow?.steps[0], flow?.steps.at(-1)];
    if (first === undefined || last === undefined) continue;
    const read = zh ? `读入${countText(first.rows, ',')}行` : `${countText(first.rows, ',')} rows read`;
    const kept = countText(last.rows, ',');
    samples.set(read, [...(samples.get(read) ?? []), zh ? `样本${sample}为${kept}行` : `${kept} in sample ${sample}`]);
  }
  const parts = [...samples].map(([read, kept]) => [read, ...kept].join(zh ? '，' : ', '));
  const severalModels = new Set(columns.map((column) => column.model.id)).size > 1;
  for (const { column, equation } of equations(columns)) {
    if (equation.lost.length === 0) continue;
    const lost = equation.lost.map((one) => `${countText(one.rows, ',')} ${one.reason}`);
    const where = severalModels ? (zh ? `（${column.model.sample}）` : ` (${column.model.sample})`) : '';
    const name = `${columnName(column, language)}${where}`;
    parts.push(zh ? `${name}未使用：${lost.join('、')}` : `not used by ${name}: ${lost.join(', ')}`);
  }
  return parts.length === 0 ? [] : [`N  ${parts.join(zh ? '；' : '; ')}${zh ? '' : '.'}`];
}

function omittedNotes(columns: readonly BoundColumn[], language: Language): readonly string[] {
  const zh = language === 'zh';
  const notes: string[] = [];
  for (const { column, equation } of equations(columns)) {
    const name = columnName(column, language);
    const terms = equation.omitted.map((one) => {
      const rows = one.rows === 0 ? '' : zh ? `，${one.rows}行` : `, ${countText(one.rows, ',')} rows`;
      return zh ? `${one.term}（${OMITTED_ZH[one.reason]}${rows}）` : `${one.term} (${one.reason}${rows})`;
    });
    if (terms.length > 0)
      notes.push(zh ? `–  ${name}剔除：${terms.join('、')}` : `–  left out of ${name}: ${terms.join(', ')}.`);
    if (!equation.convergence.converged) {
      notes.push(zh ? `–  ${name}未收敛，不报告估计值` : `–  ${name} did not converge: no estimates are shown.`);
    }
  }
  return notes;
}

const OMITTED_ZH = { collinear: '共线', separated: '完全分离', 'empty level': '空水平', constant: '常数' } as const;

/** One column for each equation. */
function equations(columns: readonly BoundColumn[]): readonly { column: BoundColumn; equation: EquationResult }[] {
  const seen = new Set<EquationResult>();
  return columns.flatMap((column) => {
    const { equation } = column;
    if (equation === undefined || seen.has(equation)) return [];
    seen.add(equation);
    return [{ column, equation }];
  });
}
