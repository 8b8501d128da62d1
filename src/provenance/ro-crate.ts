/** ro-crate-metadata.json: the run folder as an RO-Crate 1.1, which archives and catalogues read. */
import { inLanguage } from '../results/text.ts';
import { CHECKSUM_FILE, inOrder, type RunFile, sha256Of, sizeOf } from './checksums.ts';
import { commandLine } from './command-line.ts';
import { mediaType } from './media-types.ts';
import { doiAddress, type Publication } from './publication.ts';
import type { RunRecord } from './run-schema.ts';

export const CRATE_FILE = 'ro-crate-metadata.json';

type Entity = Readonly<Record<string, unknown>>;

const RUN = '#run';
const PROGRAM = '#program';
const PROGRAM_LICENSE = 'https://spdx.org/licenses/MIT';
const UNSTATED = '#terms';

export interface CrateParts {
  readonly record: RunRecord;
  readonly publication: Publication;
  /** everything in the folder but this file and the checksums */
  readonly files: readonly RunFile[];
}

/** The crate: the folder, every file with media type, size and SHA-256, and the run that made them from data and spec. */
export function roCrate({ record, publication, files }: CrateParts): string {
  const listed = inOrder(files);
  const inputs = [...record.data.map((_, index) => dataId(index)), ...specIds(listed)];
  const results = listed.filter(({ path }) => !isSpec(path)).map(({ path }) => fileId(path));
  const license = licenseOf(record);
  const paper = paperOf(publication);
  const graph: Entity[] = [
    {
      '@id': CRATE_FILE,
      '@type': 'CreativeWork',
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      about: { '@id': './' },
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: `Run of ${record.program} ${record.command.verb}: ${publication.title.en}`,
      description: descriptionOf(record),
      datePublished: record.thisRun.finishedAt.slice(0, 10),
      license: { '@id': license['@id'] },
      ...(paper && { citation: { '@id': paper['@id'] } }),
      hasPart: [...listed.map(({ path }) => fileId(path)), CHECKSUM_FILE].map(reference),
      mentions: { '@id': RUN },
    },
    ...listed.map(fileEntity),
    { '@id': CHECKSUM_FILE, '@type': 'File', name: CHECKSUM_FILE, encodingFormat: 'text/plain' },
    ...record.data.map(dataEntity),
    {
      '@id': RUN,
      '@type': 'CreateAction',
      name: `${record.program} ${record.command.verb}`,
      description: commandLine(record),
      startTime: record.thisRun.startedAt,
      endTime: record.thisRun.finishedAt,
      instrument: { '@id': PROGRAM },
      object: inputs.map(reference),
      result: results.map(reference),
    },
    {
      '@id': PROGRAM,
      '@type': 'SoftwareApplication',
      name: record.program,
      version: record.version,
      license: { '@id': PROGRAM_LICENSE },
    },
    ...(paper ? [paper] : []),
    ...uniqueById([license, spdx('MIT', 'terms of use of the program')]),
  ];
  const context = ['https://w3id.org/ro/crate/1.1/context', { sha256: 'http://schema.org/sha256' }];
  return `${JSON.stringify({ '@context': context, '@graph': graph }, null, 2)}\n`;
}

/** A path as a reference: characters of any language stand as they are, those that an address cannot hold are escaped. */
export function fileId(path: string): string {
  return path.replace(/[\s%"<>\\^`{|}?#[\]]/g, (character) => encodeURIComponent(character));
}

function reference(id: string): Entity {
  return { '@id': id };
}

function dataId(index: number): string {
  return `#data-${index + 1}`;
}

function isSpec(path: string): boolean {
  return path.startsWith('spec/');
}

function specIds(files: readonly RunFile[]): string[] {
  return files.filter(({ path }) => isSpec(path)).map(({ path }) => fileId(path));
}

function fileEntity({ path, content }: RunFile): Entity {
  return {
    '@id': fileId(path),
    '@type': 'File',
    name: path,
    encodingFormat: mediaType(path),
    contentSize: String(sizeOf(content)),
    sha256: sha256Of(content),
  };
}

/** The data are not in the folder: they are named by their hash. */
function dataEntity({ name, sha256, rows, columns, synthetic }: RunRecord['data'][number], index: number): Entity {
  return {
    '@id': dataId(index),
    '@type': 'CreativeWork',
    name,
    description: `${synthetic ? 'Synthetic data' : 'Data'} of ${rows} rows and ${columns} columns; not part of this folder`,
    encodingFormat: 'text/csv',
    sha256,
  };
}

function descriptionOf({ program, version, exhibits, data, flows }: RunRecord): string {
  const count = (kind: string) => exhibits.filter((one) => one.kind === kind).length;
  const shown = `Tables (${count('table')}) and figures (${count('figure')}) made by ${program} ${version}`;
  const made = data.some(({ synthetic }) => synthetic)
    ? ' from synthetic data: these are not results about anybody'
    : '';
  return `${shown}${made}, with the specification, ${flows.length} sample flows and checksums of everything.`;
}

function licenseOf({ license }: RunRecord): Entity {
  if (license !== undefined) return spdx(license, 'terms of use of this folder, as the command line stated them');
  return {
    '@id': UNSTATED,
    '@type': 'CreativeWork',
    name: 'No terms of use stated',
    description: 'Whoever made this run did not state terms of use for its outputs: ask before reusing them.',
  };
}

function spdx(id: string, description: string): Entity {
  return { '@id': `https://spdx.org/licenses/${id}`, '@type': 'CreativeWork', name: id, description };
}

function paperOf({ title, citation, doi }: Publication): Entity | undefined {
  if (citation === undefined) return undefined;
  return {
    '@id': doi === undefined ? '#paper' : doiAddress(doi),
    '@type': ['CreativeWork', 'ScholarlyArticle'],
    name: inLanguage(title, 'en'),
    description: citation,
    ...(doi !== undefined && { identifier: doiAddress(doi) }),
  };
}

function uniqueById(entities: readonly Entity[]): Entity[] {
  return [...new Map(entities.map((entity) => [entity['@id'], entity])).values()];
}
