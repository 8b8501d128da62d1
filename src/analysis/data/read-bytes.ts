/** The bytes of a data source, once and in chunks: hashed while they pass, refused when the file changes meanwhile. */
import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import { nearestName } from '../../errors/nearest.ts';

const CHUNK_BYTES = 512 * 1024;

/** A file, `-` for standard input, or any stream of bytes. */
export type ByteSource =
  | { readonly path: string }
  | { readonly stream: AsyncIterable<Uint8Array>; readonly name: string };

export interface ByteStream {
  /** the source as it was named, for messages */
  readonly place: string;
  /** the same without its folder, for provenance */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** hex digest of every byte that passed; asked for after the last chunk */
  sha256(): string;
}

/** Opens a source; E-DATA-READ when there is nothing to read, with the nearest file name of that folder. */
export async function openBytes(source: ByteSource): Promise<ByteStream> {
  if ('stream' in source) return hashed(source.name, source.name, source.stream);
  const { path } = source;
  if (path === '-') return hashed('stdin', 'stdin', process.stdin);
  return hashed(path, basename(path), fileChunks(path, await openFile(path)));
}

function hashed(place: string, name: string, chunks: AsyncIterable<Uint8Array>): ByteStream {
  const hash = createHash('sha256');
  async function* pass() {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { place, name, chunks: pass(), sha256: () => hash.digest('hex') };
}

async function openFile(path: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    throw await unreadable(path, (error as NodeJS.ErrnoException).code);
  }
  if (!(await handle.stat()).isDirectory()) return handle;
  await handle.close();
  throw new Failure('E-DATA-READ', {
    place: { file: path },
    finding: 'this is a folder',
    accepted: 'one CSV file, or - for standard input',
  });
}

async function unreadable(path: string, code: string | undefined): Promise<Failure> {
  const place = { file: path };
  if (code === 'EACCES' || code === 'EPERM')
    return new Failure('E-DATA-READ', { place, finding: 'no permission to read this file' });
  if (code !== 'ENOENT' && code !== 'ENOTDIR')
    return new Failure('E-DATA-READ', { place, finding: `cannot be opened (${code ?? 'unknown reason'})` });
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return new Failure('E-DATA-READ', { place, finding: `no folder "${folder}"` });
  const near = nearestName(basename(path), names.sort());
  return new Failure('E-DATA-READ', {
    place,
    finding: 'no such file',
    ...(near !== undefined && { accepted: `nearest: "${near}"` }),
  });
}

async function* fileChunks(path: string, handle: FileHandle): AsyncGenerator<Uint8Array> {
  const place = { file: path };
  try {
    const before = await handle.stat();
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
      if (bytesRead === 0) break;
      yield buffer.subarray(0, bytesRead);
    }
    const after = await handle.stat();
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
      throw new Failure('E-DATA-READ', {
        place,
        finding: 'the file changed while it was read',
        remedy: 'run again when nothing writes to it',
      });
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('E-DATA-READ', {
      place,
      finding: `reading failed (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
    });
  } finally {
    await handle.close();
  }
}
