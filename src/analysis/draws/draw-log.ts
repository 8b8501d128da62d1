/** The log of finished draws: one line each with a checksum, appended, so that an interruption loses at most the line it tore. */
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { Failure } from '../../errors/failure.ts';
import type { DrawCheckpoint, DrawOutcome } from './draw.ts';

const SCHEMA = 'draws/1';
/** How often lines reach the disk for certain. */
const FLUSH_EVERY = 1000;

export interface DrawLog {
  /** outcomes of an earlier run, by draw */
  readonly found: ReadonlyMap<number, DrawOutcome>;
  append(draw: number, outcome: DrawOutcome): void;
  close(): void;
}

interface Read {
  readonly found: Map<number, DrawOutcome>;
  /** bytes up to the end of the last whole line */
  readonly length: number;
}

/**
 * Opens the log of a run of `count` draws. With `resume`, sound lines of a log under the same key are read and the rest is
 * appended; lines whose checksum is wrong count as not there, a torn last line is cut off. E-USAGE when the log belongs to
 * another run, or when one of this run would be lost because `resume` is not asked for; E-OUTPUT when it cannot be written.
 */
export function openDrawLog({ file, key, resume }: DrawCheckpoint, count: number): DrawLog {
  const header = JSON.stringify({ schema: SCHEMA, key, draws: count });
  const earlier = existsSync(file) ? readLog(file, header, count) : undefined;
  if (resume && earlier === null) {
    throw new Failure('E-USAGE', {
      place: { file },
      finding: 'these draws belong to other data, settings, seed or program version',
      remedy: 'run without --resume to start again, or with what they were made from',
    });
  }
  if (!resume && earlier && earlier.found.size > 0 && earlier.found.size < count) {
    throw new Failure('E-USAGE', {
      place: { file },
      finding: `${earlier.found.size} of ${count} draws of this very run are there already`,
      remedy: '--resume continues it; remove the file to start again',
    });
  }
  const read = resume && earlier ? earlier : { found: new Map<number, DrawOutcome>(), length: 0 };
  return writer(file, read, header);
}

function writer(file: string, { found, length }: Read, header: string): DrawLog {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
      throw new Failure('E-OUTPUT', { place: { file }, finding: `the draws cannot be written (${reason})` });
    }
  };
  const handle = guarded(() => openSync(file, length > 0 ? 'r+' : 'w'));
  let position = length;
  let unflushed = false;
  const write = (text: string): void => {
    const bytes = Buffer.from(text);
    guarded(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, position + at);
    });
    position += bytes.length;
    unflushed = true;
  };
  const flush = (): void => {
    if (unflushed) guarded(() => fsyncSync(handle));
    unflushed = false;
  };
  guarded(() => ftruncateSync(handle, length));
  if (length === 0) write(sealed(header));
  flush();
  const timer = setInterval(flush, FLUSH_EVERY);
  timer.unref();
  return {
    found,
    append: (draw, outcome) => write(sealed(lineOf(draw, outcome))),
    close() {
      clearInterval(timer);
      try {
        flush();
      } finally {
        closeSync(handle);
      }
    },
  };
}

/** The log's sound lines; null when it is the log of something else. */
function readLog(file: string, header: string, count: number): Read | null {
  const bytes = readFileSync(file);
  const length = bytes.lastIndexOf(0x0a) + 1;
  const [first, ...lines] = bytes.toString('utf8', 0, length).split('\n').slice(0, -1);
  if (first === undefined || unsealed(first) !== header) return null;
  const found = new Map<number, DrawOutcome>();
  for (const line of lines) {
    const text = unsealed(line);
    const [draw, outcome] = text === null ? [Number.NaN, null] : drawOf(text);
    if (outcome !== null && Number.isInteger(draw) && draw >= 0 && draw < count) found.set(draw, outcome);
  }
  return { found, length };
}

/** Numbers as the bits of doubles, so that the same numbers come back, NaN among them. */
function lineOf(draw: number, { values, note }: DrawOutcome): string {
  const bits = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => {
    bits.writeDoubleBE(value, 8 * i);
  });
  return `${draw}\t${bits.toString('hex')}\t${JSON.stringify(note)}`;
}

function drawOf(text: string): [number, DrawOutcome] {
  const [draw, hex, note] = text.split('\t');
  const bits = Buffer.from(hex!, 'hex');
  const values = Array.from({ length: bits.length / 8 }, (_, i) => bits.readDoubleBE(8 * i));
  return [Number(draw), { values, note: JSON.parse(note!) as string }];
}

function sealed(text: string): string {
  return `${text}\t${crc32(text).toString(16).padStart(8, '0')}\n`;
}

function unsealed(line: string): string | null {
  const at = line.lastIndexOf('\t');
  const text = line.slice(0, Math.max(at, 0));
  return at >= 0 && `${line}\n` === sealed(text) ? text : null;
}
