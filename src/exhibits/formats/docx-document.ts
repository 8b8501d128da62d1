/** The Word document itself: headings, native tables, pictures, notes; nothing in it tells when it was made. */
import {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  type ISectionOptions,
  Packer,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx';
import { Failure } from '../../errors/failure.ts';
import type { Language } from '../../results/text.ts';
import type { Figure } from '../figures/figure.ts';
import { wordTable } from './docx-table.ts';
import { drawFigure } from './figure-svg.ts';
import { figureAsTable } from './figure-values.ts';
import type { Exhibit, Document as ExhibitDocument, FormatOptions } from './format.ts';
import { plain } from './plain.ts';
import { png } from './png.ts';
import { needsTurnedPage } from './table-width.ts';
import { withoutTimes } from './zip-times.ts';

type Block = ISectionOptions['children'][number];

/** In twentieths of a point: A4. */
const A4 = { width: 11906, height: 16838 };
const MARGIN = 1000;
/** In pixels of a picture across an upright page. */
const PICTURE = 600;

/** Figures are pictures where the package can draw them, else tables of their values with a note that says so. */
export async function renderDocx(
  document: ExhibitDocument,
  { language }: Pick<FormatOptions, 'language'>,
): Promise<Uint8Array> {
  const { provenance } = document.results;
  const title = [provenance.program, provenance.paper]
    .map(plain)
    .filter((text) => text !== '')
    .join(': ');
  const sections = await sectionsOf(document, title, language);
  const word = new Document({
    title,
    creator: `${provenance.program} ${provenance.version}`,
    styles: {
      default: {
        document: {
          run: {
            font: { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Calibri', eastAsia: 'SimSun' },
            size: 18,
            language: { value: 'en-GB', eastAsia: 'zh-CN' },
          },
        },
        heading1: { run: { size: 30, bold: true, color: '1B1B1B' }, paragraph: { spacing: { after: 200 } } },
        heading2: {
          run: { size: 22, bold: true, color: '1B1B1B' },
          paragraph: { spacing: { before: 320, after: 80 }, keepNext: true },
        },
      },
    },
    sections,
  });
  const overrides = [{ path: 'docProps/core.xml', data: coreProperties(title, provenance.program) }];
  return withoutTimes(new Uint8Array(await Packer.toBuffer(word, false, overrides)));
}

/** Neighbours of one orientation stand in one section. */
async function sectionsOf(
  { exhibits, results }: ExhibitDocument,
  title: string,
  language: Language,
): Promise<readonly ISectionOptions[]> {
  const heading = new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 });
  const parts: { turned: boolean; children: Block[] }[] = [{ turned: false, children: [heading] }];
  for (const exhibit of exhibits) {
    const turned = exhibit.kind === 'table' && needsTurnedPage(exhibit.table);
    if (parts.at(-1)!.turned !== turned) parts.push({ turned, children: [] });
    parts.at(-1)!.children.push(...(await exhibitBlocks(exhibit, language)));
  }
  const warnings = results.warnings.map((text) => note(text));
  const heard = language === 'zh' ? '警告' : 'Warnings';
  if (warnings.length > 0) parts.at(-1)!.children.push(headingOf(heard), ...warnings);
  return parts.map(({ turned, children }) => ({
    properties: {
      page: {
        size: { ...A4, orientation: turned ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
      },
    },
    children,
  }));
}

async function exhibitBlocks(exhibit: Exhibit, language: Language): Promise<readonly Block[]> {
  if (exhibit.kind === 'figure') return figureBlocks(exhibit.figure, language);
  const { table } = exhibit;
  return [headingOf(table.title), ...banner(table.banner), wordTable(table), ...table.notes.map(note)];
}

async function figureBlocks(figure: Figure, language: Language): Promise<readonly Block[]> {
  const before = [headingOf(figure.title), ...banner(figure.banner)];
  const after = figure.notes.map(note);
  const bare = { ...figure, title: '', banner: [], notes: [] };
  try {
    const data = (await png.render(pictureOf(bare), { language, width: 0, color: false })) as Uint8Array;
    const { width, height } = await drawFigure(bare);
    const transformation = { width: PICTURE, height: Math.round((PICTURE * height) / width) };
    const said = { name: plain(figure.id), title: plain(figure.title), description: plain(figure.title) };
    const picture = new ImageRun({ type: 'png', data, transformation, altText: said });
    return [...before, new Paragraph({ children: [picture], keepNext: after.length > 0 }), ...after];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why = language === 'zh' ? '本图以数值表示：' : 'The figure as its values: ';
    return [...before, wordTable(figureAsTable(figure, language)), note(`${why}${error.parts.finding}`), ...after];
  }
}

/** One figure as a document of its own; a picture needs nothing of the results. */
function pictureOf(figure: Figure): ExhibitDocument {
  return { exhibits: [{ kind: 'figure', figure }] } as Pick<ExhibitDocument, 'exhibits'> as ExhibitDocument;
}

function headingOf(text: string): Paragraph {
  return new Paragraph({ text: plain(text), heading: HeadingLevel.HEADING_2 });
}

function banner(lines: readonly string[]): readonly Paragraph[] {
  return lines.map(
    (text) =>
      new Paragraph({ children: [new TextRun({ text: plain(text), bold: true, color: '8A4B00' })], keepNext: true }),
  );
}

function note(text: string): Paragraph {
  return new Paragraph({
    children: [new TextRun({ text: plain(text), size: 16 })],
    spacing: { before: 40 },
    alignment: AlignmentType.LEFT,
  });
}

/** Without the times that the package would write. */
function coreProperties(title: string, creator: string): string {
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(creator)}</dc:creator></cp:coreProperties>`;
}
