/** What the run was made of: program, spec, settings, seeds, data. */
import type { Results } from '../../results/results.ts';
import { inLanguage } from '../../results/text.ts';
import { tableBlock } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import { plain } from '../formats/plain.ts';
import { countText } from '../tables/cell.ts';
import type { ReportParts } from './material.ts';
import { plainTable } from './plain-table.ts';
import { WORDS } from './words.ts';

export function provenanceSection(parts: ReportParts): Markup {
  const { results, language } = parts;
  const words = WORDS[language];
  const { provenance } = results;
  const settings = provenance.settings.length === 0 ? words.noSettings : provenance.settings.join(words.semicolon);
  const facts: readonly (readonly [string, Markup])[] = [
    [words.program, html`${plain(provenance.program)} ${plain(provenance.version)}`],
    [words.paper, html`${plain(provenance.paper)}`],
    [words.specHash, html`<span class="hash">${plain(provenance.specSha256)}</span>`],
    [words.settings, html`${plain(settings)}`],
    ...seeds(results, parts),
    [words.schema, html`${results.schema}`],
  ];
  const data = plainTable(
    { id: 'data', title: words.data },
    words.dataHeader,
    provenance.data.map(({ name, rows, columns, encoding, synthetic, sha256 }) => [
      name,
      { number: countText(rows, ',') },
      { number: countText(columns) },
      encoding,
      synthetic ? words.synthetic : words.given,
      sha256,
    ]),
  );
  return html`<dl class="facts">
${facts.map(([term, said]) => html`<dt>${term}</dt><dd>${said}</dd>\n`)}</dl>
${tableBlock(data, { level: 3 })}`;
}

function seeds({ provenance, placebos, splits, mediations }: Results, { language }: ReportParts) {
  const words = WORDS[language];
  const drawn = [
    ...Object.values(placebos ?? {}).map(({ label, seed, requested }) => ({ label, seed, draws: requested })),
    ...Object.values(splits ?? {}).map(({ label, permutation }) => ({ label, ...permutation })),
    ...Object.values(mediations ?? {}).map(({ label, bootstrap }) => ({ label, ...bootstrap })),
  ];
  const own = provenance.seed === undefined ? [] : [[words.seed, html`${provenance.seed}`] as const];
  return [
    ...own,
    ...drawn.flatMap(({ label, seed }) =>
      seed === undefined ? [] : [[words.seeds(inLanguage(label, language)), html`${seed}`] as const],
    ),
  ];
}
