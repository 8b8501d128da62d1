/** What a spec wrote, as plain values with their positions: for readers that judge the text and not what it became. */
import type { YamlPath } from '../yaml/document.ts';
import { valueAt } from '../yaml/path.ts';
import type { Analysis, WrittenFile } from './paper.ts';

export interface WrittenSpec {
  readonly files: readonly WrittenFile[];
  /** the path of the codebook's columns: it differs between a folder and a single file */
  readonly codebookColumns: YamlPath;
  /** the value at a path of whichever file has its first key; undefined when none has */
  at(path: YamlPath): unknown;
  /** the file whose document has the first key of a path */
  fileOf(path: YamlPath): WrittenFile | undefined;
}

/** Undefined for an analysis that came from no text. */
export function writtenSpec({ origin, written: files }: Analysis): WrittenSpec | undefined {
  if (origin === undefined || files === undefined) return undefined;
  const fileOf = (path: YamlPath) =>
    files.find(({ document }) => valueAt(document.value, path.slice(0, 1)) !== undefined);
  return {
    files,
    codebookColumns: origin.kind === 'spec' ? ['codebook', 'columns'] : ['columns'],
    at: (path) => valueAt(fileOf(path)?.document.value, path),
    fileOf,
  };
}
