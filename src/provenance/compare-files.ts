/** A run folder beside its repetition, file by file. */
import { inOrder, sha256Of } from './checksums.ts';
import { comparable, holdsFacts, isCompared } from './comparable.ts';

export type SinceRun = 'as recorded' | 'altered' | 'missing' | 'added' | 'not recorded';
export type Repeated = 'same' | 'differs' | 'not made' | 'new' | '';

export interface FileVerdict {
  readonly path: string;
  /** the file in the folder against the checksum that its run wrote */
  readonly since: SinceRun;
  /** what the repetition made against what the run recorded */
  readonly rerun: Repeated;
  /** first line in which the file in the folder and the repetition differ, from 1; of texts only */
  readonly line?: number;
}

export interface FolderContent {
  /** SHA-256 by path, as the run wrote them */
  readonly sums: ReadonlyMap<string, string>;
  /** what lies of them in the folder now */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** what lies there besides */
  readonly added: readonly string[];
}

/**
 * One verdict per file of either, in the order of their paths. Files that hold times and machine are compared without them; the
 * repetition is absent when the run could not be repeated.
 */
export function compareFiles(
  recorded: FolderContent,
  rerun: ReadonlyMap<string, Uint8Array> | undefined,
): readonly FileVerdict[] {
  const { sums, added } = recorded;
  const verdicts: FileVerdict[] = [
    ...[...sums]
      .filter(([path]) => isCompared(path))
      .map(([path, sum]) => verdict(path, sum, recorded.files.get(path), rerun)),
    ...added
      .filter((path) => isCompared(path) && rerun?.has(path) !== true)
      .map((path) => ({ path, since: 'added' as const, rerun: '' as const })),
    ...[...(rerun?.keys() ?? [])]
      .filter((path) => isCompared(path) && !sums.has(path))
      .map((path) => ({ path, since: 'not recorded' as const, rerun: 'new' as const })),
  ];
  return inOrder(verdicts);
}

/** Whether a file was altered or lost, or was not made again as it was. What somebody added is no difference. */
export function isDifferent({ since, rerun }: FileVerdict): boolean {
  return since === 'altered' || since === 'missing' || !(rerun === 'same' || rerun === '');
}

function verdict(
  path: string,
  sum: string,
  bytes: Uint8Array | undefined,
  rerun: ReadonlyMap<string, Uint8Array> | undefined,
): FileVerdict {
  const since = bytes === undefined ? 'missing' : sha256Of(bytes) === sum ? 'as recorded' : 'altered';
  if (rerun === undefined) return { path, since, rerun: '' };
  const again = rerun.get(path);
  if (again === undefined) return { path, since, rerun: 'not made' };
  if (bytes === undefined) return { path, since, rerun: sha256Of(again) === sum ? 'same' : 'differs' };
  const [now, then] = [comparable(path, bytes), comparable(path, again)];
  // a file with times has no checksum that a second run could meet: its other parts are compared with what lies there
  const same = sha256Of(again) === sum || (holdsFacts(path) && equal(now, then));
  const line = firstDifference(now, then);
  return { path, since, rerun: same ? 'same' : 'differs', ...(line !== undefined && { line }) };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  if (equal(a, b)) return undefined;
  const [first, second] = [a, b].map((bytes) => Buffer.from(bytes).toString('utf8').split('\n')) as [
    string[],
    string[],
  ];
  return first.findIndex((text, index) => text !== second[index]) + 1 || first.length + 1;
}
