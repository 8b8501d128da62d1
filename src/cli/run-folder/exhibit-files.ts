/** Exhibits -> files of a run folder: every table and figure by itself, in each format that suits it. */
import type { Document, Exhibit, FormatOptions } from '../../exhibits/formats/format.ts';
import { formats } from '../../exhibits/formats/registry.ts';
import type { RunFile } from '../../provenance/checksums.ts';

/** Which formats draw one exhibit, and into which folder. */
const DRAWN: Readonly<Record<Exhibit['kind'], { readonly folder: string; readonly formats: readonly string[] }>> = {
  table: { folder: 'tables', formats: ['markdown', 'csv', 'latex'] },
  figure: { folder: 'figures', formats: ['svg'] },
};

export interface ExhibitFiles {
  readonly kind: Exhibit['kind'];
  readonly id: string;
  readonly title: string;
  readonly files: readonly RunFile[];
}

export async function exhibitFiles(document: Document, options: FormatOptions): Promise<ExhibitFiles[]> {
  const taken = new Set<string>();
  const drawn: ExhibitFiles[] = [];
  for (const exhibit of document.exhibits) {
    const { id, title } = exhibit.kind === 'table' ? exhibit.table : exhibit.figure;
    const { folder, formats: names } = DRAWN[exhibit.kind];
    const stem = unused(`${folder}/${fileStem(id)}`, taken);
    const files: RunFile[] = [];
    for (const name of names) {
      const format = formats.get(name)!;
      const content = await format.render({ ...document, exhibits: [exhibit] }, options);
      files.push({ path: `${stem}.${format.extension}`, content });
    }
    drawn.push({ kind: exhibit.kind, id, title, files });
  }
  return drawn;
}

/** The whole document in one format. */
export async function documentFile(
  path: string,
  format: string,
  document: Document,
  options: FormatOptions,
): Promise<RunFile> {
  return { path, content: await formats.get(format)!.render(document, options) };
}

/** Letters, digits, `-` and `_` of an id; anything else would be a path or a sign for a shell. */
function fileStem(id: string): string {
  const stem = id.normalize('NFC').replace(/[^\p{L}\p{N}_-]+/gu, '_');
  return stem === '' ? 'exhibit' : stem;
}

/** Two ids that differ in case or signs only are two files all the same. */
function unused(stem: string, taken: Set<string>): string {
  let name = stem;
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem}_${count}`;
  taken.add(name.toLowerCase());
  return name;
}
