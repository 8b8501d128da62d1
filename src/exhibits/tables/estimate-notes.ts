/** The sentences under a table of estimates: effect, standard errors, stars, rows, what was left out. */
import type { EffectResult, EquationResult } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { countText } from './cell.ts';
import {
  type BoundColumn,
  columnName,
  columnNameInNotes,
  columnTitles,
  type EstimatesTable,
  estimateLabel,
} from './estimate-columns.ts';
import { enumerated } from './label.ts';
import { distinct } from './lookup.ts';
import { lossText } from './loss-text.ts';
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
  const sentences = bySource(columns, language, ({ model, effect }) => [vcovSentence(model.vcov, effect, language)]);
  const labels = distinct(columns.map(labelOf));
  return [
    ...labels.flatMap((label) =>
      bySource(
        columns.filter((column) => labelOf(column) === label),
        language,
        ({ effect }) => [...sentencesOf(inLanguage(effect.convention, language)), ...unitSentence(effect, language)],
      ).map((text) => `${label}  ${text}`),
    ),
    ...sentences.map((text, index) => {
      const rules = index === sentences.length - 1 && stars !== '' ? separator + stars : '';
      return `${spread}  ${text}${rules}`;
    }),
    ...rowNotes(columns, results, language),
    ...omittedNotes(columns, language),
  ];

  function labelOf({ column }: BoundColumn): string {
    return inLanguage(estimateLabel(table, column), language);
  }
}

/**
 * Each sentence once: those that hold for the same columns stay together, in their order, and name these columns unless
 * they hold for all of them.
 */
function bySource(
  columns: readonly BoundColumn[],
  language: Language,
  say: (column: BoundColumn) => readonly string[],
): readonly string[] {
  const whose = new Map<string, Set<BoundColumn>>();
  for (const column of columns) {
    for (const text of say(column)) whose.set(text, (whose.get(text) ?? new Set()).add(column));
  }
  const groups = new Map<string, string[]>();
  for (const [text, of] of whose) {
    const who = of.size === columns.length ? '' : listed(namesOf(of, columns, language), language);
    groups.set(who, [...(groups.get(who) ?? []), text]);
  }
  const [colon, space] = language === 'zh' ? ['：', ''] : [': ', ' '];
  // what holds for all columns comes first
  const ordered = [...groups].sort(([a], [b]) => Number(a !== '') - Number(b !== ''));
  return ordered.map(([who, texts]) => `${who === '' ? '' : who + colon}${texts.join(space)}`);
}

/** By the names of their equations; by their headers where other columns have the same name. */
function namesOf(
  some: ReadonlySet<BoundColumn>,
  columns: readonly BoundColumn[],
  language: Language,
): readonly string[] {
  const names = [...some].map((bound) => {
    const name = columnNameInNotes(bound, language);
    const { header = [] } = bound.column;
    const alike = columns.filter((other) => columnNameInNotes(other, language) === name);
    if (header.length === 0 || alike.every((other) => some.has(other))) return name;
    return columnTitles(bound, language).join(language === 'zh' ? '，' : ', ');
  });
  return distinct(names);
}

/** `a, b and c`; names with commas of their own stand in quotes. */
function listed(names: readonly string[], language: Language): string {
  const unclear = language === 'en' && names.length > 1 && names.some((name) => name.includes(','));
  return enumerated(unclear ? names.map((name) => `"${name}"`) : names, language);
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=\.) (?=\p{Lu})|(?<=。)(?=.)/u);
}

/** Effects on a probability are easily misread as percentages. */
function unitSentence({ unit }: EffectResult, language: Language): readonly string[] {
  if (unit !== 'probability') return [];
  return [
    language === 'zh' ? '0.01即概率变化1个百分点。' : 'A change of 0.01 is one percentage point of the probability.',
  ];
}

/** How many rows each sample had and what each equation could not use. */
function rowNotes(columns: readonly BoundColumn[], results: Results, language: Language): readonly string[] {
  const zh = language === 'zh';
  const samples = new Map<string, string[]>();
  for (const sample of distinct(columns.map((column) => column.model.sample))) {
    const flow = results.flows.find((candidate) => candidate.sample === sample);
    const [first, last] = [flow?.steps[0], flow?.steps.at(-1)];
    if (flow === undefined || first === undefined || last === undefined) continue;
    const read = zh ? `读入${countText(first.rows, ',')}行` : `${countText(first.rows, ',')} rows read`;
    const kept = countText(last.rows, ',');
    const name = zh && flow.label !== undefined ? inLanguage(flow.label, language) : sample;
    const cleaned = flow.steps.length > 1;
    const said = zh ? `“${name}”${kept}行` : `${kept} in sample ${name}`;
    samples.set(read, [...(samples.get(read) ?? []), ...(cleaned ? [said] : [])]);
  }
  const parts = [...samples].map(([read, kept]) => [read, ...kept].join(zh ? '，' : ', '));
  for (const [lost, names] of lossesByText(columns, language)) {
    const who = listed(names, language);
    parts.push(zh ? `${who}未使用：${lost}` : `not used by ${who}: ${lost}`);
  }
  return parts.length === 0 ? [] : [`N  ${parts.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`];
}

/** Equations by what they could not use; the model is named where equations of one name differ in it. */
function lossesByText(columns: readonly BoundColumn[], language: Language): ReadonlyMap<string, readonly string[]> {
  const all = equations(columns).map(({ column, equation }) => ({
    name: columnName(column, language),
    model: inLanguage(column.model.label, language),
    text: lossText(equation.lost, language),
  }));
  const found = new Map<string, readonly string[]>();
  for (const { name, model, text } of all) {
    if (text === '') continue;
    const same = all.filter((one) => one.name === name).every((one) => one.text === text);
    const where = same || name === model ? '' : language === 'zh' ? `（${model}）` : ` (${model})`;
    found.set(text, distinct([...(found.get(text) ?? []), `${name}${where}`]));
  }
  return found;
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
