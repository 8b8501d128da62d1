/** Ours beside the published numbers: verdicts by table, those that differ, and every cell. */
import type { Comparison, Verdict } from '../../results/comparison.ts';
import { tableBlock, tableRegion } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import { comparisonTable } from '../tables/comparison.ts';
import { variantsMetTable } from '../tables/variants.ts';
import type { ReportParts } from './material.ts';
import { plainTable } from './plain-table.ts';
import { lineHref } from './spec-links.ts';
import { WORDS } from './words.ts';

export const VERDICTS: readonly Verdict[] = ['within_rounding', 'within_2_se', 'differs', 'not_comparable'];
const DIGITS = 3;

export function comparisonSection(parts: ReportParts): Markup {
  const { results, language, digits } = parts;
  const { comparisons, variants = [] } = results;
  const words = WORDS[language];
  if (comparisons.length === 0) return html`<p>${words.noComparison}</p>\n`;
  const options = { level: 3, link: (source: readonly string[]) => lineHref(parts, source) } as const;
  const shape = { language, ...(digits !== undefined && { digits }) };
  const overview = plainTable(
    { id: 'verdicts', title: words.overview, notes: [words.verdictMeaning] },
    words.overviewHeader,
    comparisons.map(({ table, cells, counts }) => [
      table,
      { number: String(cells.length) },
      ...VERDICTS.map((verdict) => ({ number: String(counts[verdict]) })),
    ]),
  );
  const differing = comparisonTable({ digits: DIGITS, verdicts: ['differs', 'not_comparable'] }).draw(
    results,
    { id: 'differing', title: { en: words.differing } },
    shape,
  );
  const all = comparisons.map((one) => everyCell(one, parts));
  const met =
    variants.length === 0
      ? html``
      : tableBlock(variantsMetTable(variants, results, VARIANTS_HEADING, shape), { level: 3 });
  return html`${tableBlock(overview, options)}${
    differing.rows.length === 0 ? html`<p>${words.noneDiffers}</p>\n` : tableBlock({ ...differing, notes: [] }, options)
  }${all}${met}`;
}

const VARIANTS_HEADING = {
  id: 'variants',
  title: { en: 'Printed numbers met by every variant', zh: '各设定与已发表数字的一致程度' },
};

function everyCell({ table, cells }: Comparison, parts: ReportParts): Markup {
  const { results, language, digits } = parts;
  const words = WORDS[language];
  const heading = { id: `cells-${table}`, title: { en: words.cellsOf(table) } };
  const shape = { language, ...(digits !== undefined && { digits }) };
  const drawn = comparisonTable({ digits: DIGITS, table }).draw(results, heading, shape);
  const link = (source: readonly string[]) => lineHref(parts, source);
  return html`<details><summary id="cells-${table}">${words.allCells(table, cells.length)}</summary>
${tableRegion(drawn, `cells-${table}`, { link })}</details>
`;
}
