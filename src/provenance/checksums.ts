/** SHA-256 of bytes and of texts, and the file SHA256SUMS that `sha256sum -c` reads. */
import { createHash } from 'node:crypto';

export const CHECKSUM_FILE = 'SHA256SUMS';

/** A file of a run folder: its path with slashes, and what it holds. */
export interface RunFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function sizeOf(content: string | Uint8Array): number {
  return typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
}

/** The text of SHA256SUMS over some files, in the order of their paths. */
export function checksumText(files: readonly RunFile[]): string {
  return inOrder(files)
    .map(({ path, content }) => `${sha256Of(content)}  ${path}\n`)
    .join('');
}

/** Digests by path; undefined when a line is not one of SHA256SUMS, or a path leads out of the folder. */
export function parseChecksums(text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue;
    const match = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    if (match === null || !isInside(match[2]!)) return undefined;
    found.set(match[2]!, match[1]!);
  }
  return found;
}

/** Whether a path with slashes stays in the folder that it starts from. */
export function isInside(path: string): boolean {
  return (
    !/[\\\0]|^[A-Za-z]:/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

export function inOrder<T extends { readonly path: string }>(files: readonly T[]): readonly T[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
