/** The tables and figures of the paper, each with the lines of the spec behind it. */
import type { Needs } from '../../results/exhibit.ts';
import { figureBlock } from '../formats/html-figure.ts';
import { tableBlock } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import type { ReportExhibit, ReportParts } from './material.ts';
import { joined, lineHref, lineLink } from './spec-links.ts';
import { WORDS } from './words.ts';

export async function exhibitsSection(parts: ReportParts): Promise<Markup> {
  const blocks: Markup[] = [];
  for (const one of parts.exhibits) blocks.push(await exhibitBlock(one, parts));
  return html`<p>${WORDS[parts.language].numbersLink}</p>\n${blocks}`;
}

export function exhibitId(name: string): string {
  return `exhibit-${name}`;
}

async function exhibitBlock(one: ReportExhibit, parts: ReportParts): Promise<Markup> {
  const { exhibit, name } = one;
  const options = {
    level: 3,
    id: exhibitId(name),
    link: (source: readonly string[]) => lineHref(parts, source),
  } as const;
  const below = madeByLine(one, parts);
  if (exhibit.kind === 'figure') return figureBlock(exhibit.figure, parts.language, { ...options, below });
  return tableBlock(exhibit.table, { ...options, below });
}

/** `Made by: table_3 (tables.yaml, line 46), benefits (models.yaml, line 20), inpatients (samples.yaml, line 9)`. */
function madeByLine({ name, exhibit, needs }: ReportExhibit, parts: ReportParts): Markup {
  const words = WORDS[parts.language];
  const section = exhibit.kind === 'table' ? 'tables' : 'figures';
  const paths = [[section, name], ...neededPaths(needs, parts)];
  const links = paths.map((path) => lineLink(parts, path, path.at(-1)!));
  return html`<p class="from">${words.from}${parts.language === 'zh' ? '：' : ': '}${joined(links, words.separator)}</p>\n`;
}

/** What stands behind an exhibit, and the samples behind that, each once. */
function neededPaths(needs: Needs, { results }: ReportParts): readonly (readonly string[])[] {
  const named = (section: string, names: readonly string[] = []) => names.map((name) => [section, name]);
  const { mediations = {}, splits = {}, placebos = {} } = results;
  const samples = [
    ...needs.models.map((name) => results.models[name]?.sample),
    ...needs.summaries.map((name) => results.summaries[name]?.sample),
    ...(needs.mediations ?? []).map((name) => mediations[name]?.sample),
    ...(needs.splits ?? []).map((name) => splits[name]?.sample),
    ...(needs.placebos ?? []).map((name) => placebos[name]?.sample),
  ].filter((name) => name !== undefined);
  return [
    ...named('models', needs.models),
    ...named('summaries', needs.summaries),
    ...named('mediations', needs.mediations),
    ...named('splits', needs.splits),
    ...named('placebos', needs.placebos),
    ...named('rollouts', needs.rollouts),
    ...named('samples', [...new Set(samples)]),
  ];
}
