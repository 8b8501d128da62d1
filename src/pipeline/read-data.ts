/** The data of a run: one file, or the rows of several one after the other. */
import { appendFrames } from '../analysis/data/append-frames.ts';
import type { Frame } from '../analysis/data/frame.ts';
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import { type CsvData, readCsv } from '../analysis/data/read-csv.ts';
import type { DataSource } from '../results/results.ts';
import type { Analysis } from '../spec/paper.ts';

export interface SurveyData {
  readonly frame: Frame;
  /** the files, in the order of their rows */
  readonly sources: readonly DataSource[];
  /** every column of the files, in the order of appearance, whether read or not */
  readonly header: readonly string[];
  /** what a user should know of how the files were read, each said once */
  readonly notices: readonly string[];
}

/**
 * Reads the wanted columns of every file and appends the rows; each file must have all of them. Throws as readCsv does, and E-DATA-COLUMN for
 * a column of two kinds.
 */
export async function readData(
  { codebook, data: { delimiter } }: Analysis,
  source: ByteSource | readonly ByteSource[],
  columns: Iterable<string>,
): Promise<SurveyData> {
  const wanted = [...columns];
  const read: CsvData[] = [];
  for (const one of isList(source) ? source : [source]) {
    read.push(await readCsv(one, codebook, { columns: wanted, ...(delimiter && { delimiter }) }));
  }
  const sources = read.map((part) => part.source);
  return {
    frame: appendFrames(
      read.map(({ frame, source: { name } }) => ({ frame, file: name })),
      codebook,
    ),
    sources,
    header: [...new Set(read.flatMap(({ header }) => header))],
    notices: [
      ...new Set([
        ...read.flatMap(({ notices, source: { name } }) => notices.map((notice) => `${name}: ${notice}`)),
        ...suspicions(sources),
      ]),
    ],
  };
}

function isList(source: ByteSource | readonly ByteSource[]): source is readonly ByteSource[] {
  return Array.isArray(source);
}

/** One file given twice doubles every row; a synthetic file beside a real one is hardly meant. */
function suspicions(sources: readonly DataSource[]): string[] {
  const twice = sources.filter(({ sha256 }, index) => sources.findIndex((one) => one.sha256 === sha256) < index);
  const real = sources.filter(({ synthetic }) => !synthetic);
  const made = sources.filter(({ synthetic }) => synthetic);
  return [
    ...twice.map(({ name }) => `${name}: the same bytes as a file before it, so that every row counts twice`),
    ...(real.length > 0 && made.length > 0 ? [`${made[0]!.name} is synthetic and ${real[0]!.name} is not`] : []),
  ];
}
