/** stdout carries the result and nothing else; stderr carries the talk; a reader that leaves ends the program quietly. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../errors/failure.ts';

/** Exit code when the reader of stdout closed the pipe. */
export const CLOSED_PIPE = 141;

/** Writes to stdout and waits until the reader has it; false when the reader has left. */
export function writeStdout(content: string | Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const { stdout } = process;
    const onError = (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? resolve(false) : reject(error));
    stdout.once('error', onError);
    stdout.write(content, (error) => {
      stdout.off('error', onError);
      // a late EPIPE must not become an uncaught exception
      stdout.on('error', () => {});
      if (error === null || error === undefined) resolve(true);
      else onError(error as NodeJS.ErrnoException);
    });
  });
}

/**
 * Writes a file whole or not at all: to a temporary name beside it, flushed, then renamed. Throws E-OUTPUT.
 */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.part`);
  try {
    const file = openSync(temporary, 'wx');
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new Failure('E-OUTPUT', {
      place: { file: path },
      finding: `cannot be written (${reason})`,
      remedy: 'choose another --out or make room',
    });
  }
}
