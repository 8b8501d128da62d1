/** Turns the rows of a summary into rows of a table: levels of one variable stand under a heading. */
import type { Results } from '../../results/results.ts';
import type { GroupTest, Summary, SummaryRow } from '../../results/summary.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { levelLabel, saysYes, variableLabel } from './label.ts';
import { distinct, unknownName } from './lookup.ts';

/** A row key (`education=junior_high`) or a variable with all its rows. */
export interface SummaryRowChoice {
  readonly row: string;
  readonly label?: Text;
  /** `auto`: a heading over two or more levels */
  readonly show: 'auto' | 'heading' | 'levels';
  /** multiplies mean and SD: 100 shows a ratio in percent */
  readonly scale: number;
  /** row key of the published table, or one per level; the name of the level (or variable) when absent */
  readonly published?: string | Readonly<Record<string, string>>;
}

export type ResolvedSummaryRow =
  | { readonly kind: 'heading'; readonly label: string; readonly indent: number; readonly test?: GroupTest }
  | {
      readonly kind: 'row';
      readonly label: string;
      readonly indent: number;
      readonly row: SummaryRow;
      readonly scale: number;
      readonly published: string;
      readonly lastOfVariable: boolean;
      /** absent where the heading carries it */
      readonly test?: GroupTest;
    };

interface Context {
  readonly results: Results;
  readonly language: Language;
  readonly place: string;
}

export function resolveSummaryRows(
  choices: readonly SummaryRowChoice[] | undefined,
  summary: Summary,
  context: Context,
): readonly ResolvedSummaryRow[] {
  const asked = choices ?? everyVariable(summary);
  return asked.flatMap((choice) => {
    const exact = summary.rows.filter((row) => row.key === choice.row);
    const rows = exact.length > 0 ? exact : summary.rows.filter((row) => row.variable === choice.row);
    if (rows.length === 0) {
      const known = distinct([...summary.rows.map((row) => row.variable), ...summary.rows.map((row) => row.key)]);
      throw unknownName(context.place, `row of summary ${summary.id}`, choice.row, known);
    }
    return resolveVariable(choice, rows, context);
  });
}

/** Neighbouring rows of one variable belong together; a variable may come twice with different statistics. */
function everyVariable(summary: Summary): readonly SummaryRowChoice[] {
  return distinct(summary.rows.map((row) => (row.level === undefined ? row.key : row.variable))).map((row) => ({
    row,
    show: 'auto',
    scale: 1,
  }));
}

function resolveVariable(
  choice: SummaryRowChoice,
  rows: readonly SummaryRow[],
  context: Context,
): readonly ResolvedSummaryRow[] {
  const { results, language } = context;
  const { variable } = rows[0]!;
  const own = choice.label === undefined ? undefined : inLanguage(choice.label, language);
  const named = own ?? variableLabel(results, variable, language);
  const withHeading =
    choice.show === 'heading' || (choice.show === 'auto' && rows.length > 1 && rows[0]!.level !== undefined);
  const body = rows.map((row, index): ResolvedSummaryRow => {
    const lone = rows.length === 1;
    const standard = row.level === undefined || (lone && saysYes(variable, row.level)) ? variable : row.level;
    return {
      kind: 'row',
      label: rowLabel(row, lone && !withHeading, own, results, language),
      indent: withHeading ? 1 : 0,
      row,
      scale: choice.scale,
      published: publishedKey(choice, row, standard),
      lastOfVariable: index === rows.length - 1,
      ...(withHeading || row.test === undefined || index > 0 ? {} : { test: row.test }),
    };
  });
  if (!withHeading) return body;
  const { test } = rows[0]!;
  return [{ kind: 'heading', label: named ?? variable, indent: 0, ...(test === undefined ? {} : { test }) }, ...body];
}

function rowLabel(
  row: SummaryRow,
  lone: boolean,
  own: string | undefined,
  results: Results,
  language: Language,
): string {
  if (lone && own !== undefined) return own;
  const { variable, level } = row;
  if (level === undefined) return own ?? inLanguage(row.label, language);
  if (lone && saysYes(variable, level))
    return variableLabel(results, variable, language) ?? inLanguage(row.label, language);
  return levelLabel(results, variable, level, language) ?? inLanguage(row.label, language);
}

function publishedKey(choice: SummaryRowChoice, row: SummaryRow, standard: string): string {
  if (choice.published === undefined) return standard;
  if (typeof choice.published === 'string') return choice.published;
  return (row.level === undefined ? undefined : choice.published[row.level]) ?? standard;
}
