/** A run folder as it lies on the disk: its record, its checksums, its files. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import { CHECKSUM_FILE, parseChecksums } from '../../provenance/checksums.ts';
import type { FolderContent } from '../../provenance/compare-files.ts';
import { RUN_FILE, RUN_SCHEMA, type RunRecord, runSchema } from '../../provenance/run-schema.ts';
import { isFolder } from '../is-folder.ts';
import { isRecorded } from './run-folder-options.ts';
import { filesBelow } from './write-folder.ts';

export interface ReadRunFolder extends FolderContent {
  readonly record: RunRecord;
}

/** E-USAGE for a folder that no run wrote or that cannot be read, and for a record that is not one. */
export function readRunFolder(folder: string): ReadRunFolder {
  try {
    return folderContent(folder);
  } catch (error) {
    const { code, path = folder } = error as NodeJS.ErrnoException;
    if (error instanceof Failure || code === undefined) throw error;
    throw refused(path, `cannot be read (${code})`);
  }
}

function folderContent(folder: string): ReadRunFolder {
  if (!isFolder(folder)) throw refused(folder, existsSync(folder) ? 'this is a file' : 'no such folder');
  // nothing else of a folder is looked at before these two say what it is
  const [run, list] = [RUN_FILE, CHECKSUM_FILE].map((name) => bytesOf(join(folder, name))?.toString('utf8'));
  if (run === undefined) throw refused(folder, `no ${RUN_FILE}`);
  if (list === undefined) throw refused(folder, `no ${CHECKSUM_FILE}`);
  const sums = parseChecksums(list);
  if (sums === undefined) throw refused(join(folder, CHECKSUM_FILE), 'not a list of checksums');
  const record = readRecord(join(folder, RUN_FILE), run);
  const listed = [...sums.keys()].flatMap((path) => {
    const bytes = bytesOf(join(folder, path));
    return bytes === undefined ? [] : [[path, bytes] as const];
  });
  return { record, sums, files: new Map(listed), added: filesBelow(folder).filter((path) => !sums.has(path)) };
}

/** Undefined for what is not there or no file. */
function bytesOf(path: string): Buffer | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path) : undefined;
}

function readRecord(file: string, text: string): RunRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused(file, 'this is not JSON');
  }
  const { data: record, error } = runSchema.safeParse(value);
  if (record === undefined) {
    const [issue] = error.issues;
    const at = issue === undefined || issue.path.length === 0 ? '' : `, at ${issue.path.join('.')}`;
    throw refused(file, `not a record of a run (${RUN_SCHEMA})${at}`);
  }
  const named = record.command.arguments.map((word) => word.replace(/^--(no-)?/, '').replace(/=[\s\S]*$/, ''));
  const strange = named.find((name) => !isRecorded(name));
  if (strange !== undefined) throw refused(file, `the option --${strange}, which no record holds`);
  return record;
}

function refused(file: string, finding: string): Failure {
  return new Failure('E-USAGE', { place: { file }, finding, accepted: 'a folder that --run-dir wrote' });
}
