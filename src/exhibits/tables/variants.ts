/** The same rows of a table under several readings side by side, and how many published cells each reading meets. */
import type { Comparison, Verdict } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import type { VariantResult } from '../../results/variant.ts';
import { blankCell, missingCell, numberCell, textCell } from './cell.ts';
import { tableTitle } from './label.ts';
import { distinct } from './lookup.ts';
import type { ShapeOptions, ShownEstimate, TableHeading } from './shape.ts';
import type { Cell, Table, TableRow } from './table.ts';

/** One reading with what a table of estimates shows under it. */
export interface ShownVariant {
  readonly variant: VariantResult;
  readonly estimates: readonly ShownEstimate[];
}

/** Rows of the terms asked for (those of the first term unless given), one line per column of the table; readings in columns. */
export function variantsTable(
  shown: readonly ShownVariant[],
  terms: readonly string[],
  results: Pick<Results, 'notices'>,
  heading: TableHeading,
  { language }: ShapeOptions,
): Table {
  const all = shown.flatMap(({ estimates }) => estimates);
  const asked = terms.length > 0 ? terms : all.slice(0, 1).map(({ term }) => term);
  return {
    id: heading.id,
    title: tableTitle(heading.number, heading.title, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    columns: [{ align: 'left' }, ...shown.map(() => ({ align: 'right' as const }))],
    header: [[blankCell(), ...shown.map(({ variant }) => textCell(variantName(variant, language), 'right'))]],
    rows: [...asked.flatMap((term) => termRows(term, shown)), ...metRows(shown, language)],
    notes: [
      ...shown.map(({ variant }) => variantNote(variant, language)),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

/** How many published cells each reading of each command meets: one line per reading. */
export function variantsMetTable(
  variants: readonly VariantResult[],
  results: Pick<Results, 'notices'>,
  heading: TableHeading,
  { language }: ShapeOptions,
): Table {
  const zh = language === 'zh';
  const titles = zh
    ? ['单元', '一致', '舍入误差内', '两个标准误内', '不一致', '不可比']
    : ['cells', 'met', 'within rounding', 'within 2 SE', 'differs', 'not comparable'];
  return {
    id: heading.id,
    title: tableTitle(heading.number, heading.title, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    columns: [{ align: 'left' }, { align: 'left' }, ...titles.map(() => ({ align: 'right' as const }))],
    header: [
      [
        textCell(zh ? '命令' : 'command'),
        textCell(zh ? '设定' : 'reading'),
        ...titles.map((title) => textCell(title, 'right')),
      ],
    ],
    rows: variants.map((variant): TableRow => {
      const name = [textCell(variant.command), textCell(variantName(variant, language))];
      if (variant.failed !== undefined) {
        return { kind: 'body', indent: 0, cells: [...name, textCell(variant.failed, 'left', titles.length)] };
      }
      const counts = countsOf(variant.comparisons);
      const met = counts.within_rounding + counts.within_2_se;
      const cells = variant.comparisons.reduce((sum, comparison) => sum + comparison.cells.length, 0);
      const numbers = [cells, met, counts.within_rounding, counts.within_2_se, counts.differs, counts.not_comparable];
      return { kind: 'body', indent: 0, cells: [...name, ...numbers.map((count) => numberCell(String(count)))] };
    }),
    notes: (heading.notes ?? []).map((note) => inLanguage(note, language)),
  };
}

export function variantName({ name }: VariantResult, language: Language): string {
  return name ?? (language === 'zh' ? '默认' : 'default');
}

/** A heading when several rows are asked for; one line per column of the table, in the order of first appearance. */
function termRows(term: string, shown: readonly ShownVariant[]): readonly TableRow[] {
  const own = shown.map(({ estimates }) => estimates.filter((one) => one.term === term));
  const label = own.flat()[0]?.row ?? term;
  const columns = distinct(own.flat().map(({ column }) => column));
  const rows = columns.map((column): TableRow => {
    const cells = own.map((estimates, at): Cell => {
      if (shown[at]!.variant.failed !== undefined) return missingCell();
      const found = estimates.find((one) => one.column === column);
      if (found === undefined) return blankCell();
      return found.text === '' ? missingCell() : numberCell(found.text, found.significant);
    });
    return { kind: 'body', indent: 1, cells: [textCell(column), ...cells] };
  });
  return [{ kind: 'group', indent: 0, cells: [textCell(label, 'left', shown.length + 1)] }, ...rows];
}

function metRows(shown: readonly ShownVariant[], language: Language): readonly TableRow[] {
  const tables = distinct(shown.flatMap(({ variant }) => variant.comparisons.map(({ table }) => table)));
  if (tables.length === 0) return [];
  const zh = language === 'zh';
  const rows = tables.map((table): TableRow => {
    const cells = shown.map(({ variant }): Cell => {
      const comparison = variant.comparisons.find((one) => one.table === table);
      if (comparison === undefined) return missingCell();
      const { within_rounding, within_2_se } = comparison.counts;
      return numberCell(
        zh
          ? `${within_rounding + within_2_se}/${comparison.cells.length}`
          : `${within_rounding + within_2_se} of ${comparison.cells.length}`,
      );
    });
    return {
      kind: 'footer',
      indent: 0,
      cells: [textCell(zh ? `${table}：一致的单元` : `${table}: cells met`), ...cells],
    };
  });
  return [{ kind: 'rule', indent: 0, cells: [] }, ...rows];
}

function countsOf(comparisons: readonly Comparison[]): Readonly<Record<Verdict, number>> {
  const counts = { within_rounding: 0, within_2_se: 0, differs: 0, not_comparable: 0 };
  for (const comparison of comparisons) {
    for (const verdict of Object.keys(counts) as Verdict[]) counts[verdict] += comparison.counts[verdict];
  }
  return counts;
}

function variantNote(variant: VariantResult, language: Language): string {
  const said = inLanguage(variant.label, language);
  const failed =
    variant.failed === undefined
      ? ''
      : language === 'zh'
        ? `；未能估计：${variant.failed}`
        : `; not estimated: ${variant.failed}`;
  return `${variantName(variant, language)}  ${said}${failed}`;
}
