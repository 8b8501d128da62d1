/** The report: one page that says what was found, what it rests on, how it compares, and which lines of the spec made it. */
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import type { Format } from '../formats/format.ts';
import { htmlPage } from '../formats/html-page.ts';
import { heading, htmlId, tableBlock } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import { plain } from '../formats/plain.ts';
import { flowTable } from '../tables/flow.ts';
import { comparisonSection } from './comparison-section.ts';
import { conventionsSection } from './conventions-section.ts';
import { exhibitId, exhibitsSection } from './exhibits-section.ts';
import { auditSection, expectationsSection, lintSection, warningsSection } from './findings-section.ts';
import { identificationSection } from './identification-section.ts';
import type { ReportMaterial, ReportParts } from './material.ts';
import { provenanceSection } from './provenance-section.ts';
import { lineHref } from './spec-links.ts';
import { specSection } from './spec-section.ts';
import { summarySection } from './summary-section.ts';
import { WORDS } from './words.ts';

/** The format `html` of a whole replication. */
export function reportFormat(material: ReportMaterial, digits?: number): Format {
  return {
    name: 'html',
    extension: 'html',
    render: ({ results }, { language }) =>
      renderReport(material, results, { language, ...(digits !== undefined && { digits }) }),
  };
}

/** The page as text: the same for the same results, whenever and wherever it is made. */
export async function renderReport(
  material: ReportMaterial,
  results: Results,
  options: { readonly language: Language; readonly digits?: number },
): Promise<string> {
  const parts: ReportParts = { ...material, ...options, results: { ...results, ...material.found } };
  const { language } = options;
  const words = WORDS[language];
  const sections = await sectionsOf(parts);
  const title = inLanguage(material.title, language);
  const { program, version } = results.provenance;
  return htmlPage({
    title: plain(`${title} (${words.kind})`),
    language,
    header: pageHeader(title, parts),
    main: html`${sections.map(
      ({ id, title: name, body }) =>
        html`<section aria-labelledby="${id}">\n${heading(2, id, name)}\n${body}</section>\n${
          id === 'summary' ? contents(sections, parts) : html``
        }`,
    )}`,
    footer: html`<p>${plain(words.footer(program, version))}</p>\n`,
  });
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

async function sectionsOf(parts: ReportParts): Promise<readonly Section[]> {
  const { results, language } = parts;
  const words = WORDS[language];
  const section = (id: keyof typeof words & string, body: Markup): Section => ({
    id,
    title: words[id] as string,
    body,
  });
  return [
    section('summary', summarySection(parts)),
    section('exhibits', await exhibitsSection(parts)),
    ...(results.flows.length > 0 ? [section('flow', flowSection(parts))] : []),
    section('identification', identificationSection(parts)),
    // a spec of one's own replicates no publication
    ...(parts.citation === undefined ? [] : [section('comparison', comparisonSection(parts))]),
    ...(results.audit === undefined ? [] : [section('audit', auditSection(parts))]),
    ...(results.lint === undefined ? [] : [section('lint', lintSection(parts))]),
    ...(results.expectations === undefined ? [] : [section('expectations', expectationsSection(parts))]),
    section('warnings', warningsSection(parts)),
    section('conventions', conventionsSection(parts)),
    section('provenance', provenanceSection(parts)),
    section('spec', specSection(parts)),
  ];
}

function pageHeader(title: string, { citation, doi, results, language }: ReportParts): Markup {
  const { provenance, notices } = results;
  const link =
    doi === undefined ? html`` : html` <a href="https://doi.org/${plain(doi)}" rel="noreferrer">doi:${plain(doi)}</a>`;
  const reference = citation === undefined ? html`` : html`<p class="cite">${plain(citation)}.${link}</p>\n`;
  return html`<p class="kind">${WORDS[language].kind}: ${plain(provenance.program)} ${plain(provenance.version)}</p>
<h1>${plain(title)}</h1>
${reference}${notices.map((notice) => html`<p class="banner">${plain(inLanguage(notice, language))}</p>\n`)}`;
}

/** Sections and, under theirs, the exhibits. */
function contents(sections: readonly Section[], { exhibits, language }: ReportParts): Markup {
  const words = WORDS[language];
  const inner = exhibits.map(({ name, exhibit }) => {
    const { title } = exhibit.kind === 'table' ? exhibit.table : exhibit.figure;
    return html`<li><a href="#${htmlId(exhibitId(name))}">${plain(title)}</a></li>\n`;
  });
  const items = sections.map(
    ({ id, title }) =>
      html`<li><a href="#${id}">${title}</a>${id === 'exhibits' ? html`\n<ul>\n${inner}</ul>\n` : html``}</li>\n`,
  );
  return html`<nav aria-labelledby="contents">
<h2 id="contents">${words.contents}</h2>
<ul>
${items}</ul>
</nav>
`;
}

function flowSection(parts: ReportParts): Markup {
  const { results, language } = parts;
  const title = { en: WORDS.en.flowSteps, zh: WORDS.zh.flowSteps };
  const table = flowTable({ models: true }).draw(results, { id: 'flow-steps', title }, { language });
  return tableBlock(table, { level: 3, link: (source) => lineHref(parts, source) });
}
