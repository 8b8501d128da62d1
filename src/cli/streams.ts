/** stdout carries the result and nothing else; a reader that leaves ends the program quietly; files are written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Failure } from '../errors/failure.ts';

/** Exit code when the reader of stdout closed the pipe. */
export const CLOSED_PIPE = 141;

export type Content = string | Uint8Array | Iterable<string>;

const BATCH = 1 << 20;
const LEFT: ReadonlySet<string | undefined> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Writes to stdout as fast as the reader takes it; false when the reader has left. E-OUTPUT: a full disk behind stdout. */
export async function writeStdout(content: Content): Promise<boolean> {
  for (const batch of batches(content)) if (!(await writeBatch(batch))) return false;
  return true;
}

function writeBatch(batch: string | Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(batch, (error) => {
      const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
      if (error === null || error === undefined) resolve(true);
      else if (LEFT.has(code)) resolve(false);
      else reject(unwritable('standard output', code));
    });
  });
}

/**
 * Writes a file whole or not at all: to a temporary name beside it, flushed, then renamed. When the user interrupts, the temporary file
 * goes and the signal takes its course. Throws E-OUTPUT; an older file of that name is then as it was.
 */
export async function writeFileWhole(path: string, content: Content): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  let signalled: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals) => (signalled = signal);
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    const file = openSync(temporary, 'wx');
    try {
      for (const batch of batches(content)) {
        const bytes = typeof batch === 'string' ? Buffer.from(batch, 'utf8') : batch;
        for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
        await setImmediate();
        if (signalled !== undefined) break;
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (signalled === undefined) renameSync(temporary, path);
    else rmSync(temporary, { force: true });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unwritable(path, (error as NodeJS.ErrnoException).code);
  } finally {
    for (const signal of SIGNALS) process.off(signal, note);
  }
  if (signalled !== undefined) process.kill(process.pid, signalled);
}

/** Texts joined to pieces worth a system call. */
function* batches(content: Content): Generator<string | Uint8Array> {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    yield content;
    return;
  }
  let batch = '';
  for (const text of content) {
    batch += text;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'this disk is read-only',
  EISDIR: 'this is a folder',
  ENOENT: 'no such folder',
  ENOTDIR: 'no such folder',
  ENOSPC: 'the disk is full',
};

/** E-OUTPUT for a file or stream that does not take its bytes. */
export function unwritable(file: string, reason: string | undefined, option = '--out'): Failure {
  return new Failure('E-OUTPUT', {
    place: { file },
    finding: REASONS[reason ?? ''] ?? `cannot be written (${reason ?? 'unknown reason'})`,
    remedy: `choose another ${option}, or make room`,
  });
}
