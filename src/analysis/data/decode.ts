/** Which encoding a source is in, proved over all of it: strict UTF-8 first, then GB18030, UTF-16 by its mark; never a guess. */
import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { Failure } from '../../errors/failure.ts';
import type { ByteStream } from './read-bytes.ts';

const LINE_CAP = 16 * 1024 * 1024;
const LF = 10;
const CR = 13;

export type Encoding = 'UTF-8' | 'GB18030' | 'UTF-16LE' | 'UTF-16BE';

/** Whole lines of bytes in which every ASCII byte is the character it seems to be (UTF-8 or GB18030). */
export interface LineChunk {
  readonly bytes: Buffer;
  /** physical line, from 1, of the first byte */
  readonly line: number;
}

export interface EncodedLines {
  readonly chunks: AsyncIterable<LineChunk>;
  /** what the source was in; final after the last chunk */
  encoding(): Encoding;
  /** Text of bytes taken from the chunks; final after the last chunk. */
  textOf(bytes: Buffer): string;
}

/**
 * Cuts a stream after line ends (LF, CRLF or CR), strips the byte order mark and proves the encoding as the bytes pass. UTF-16
 * is turned into UTF-8 on the way. E-DATA-ENCODING: UTF-32, or a line that is neither UTF-8 nor GB18030. E-RESOURCE: a line
 * above 16 MiB.
 */
export function encodedLines(stream: ByteStream): EncodedLines {
  const proof = newProof(stream.place);
  let marked: Encoding | undefined;
  const encoding = () => marked ?? (proof.utf8 ? 'UTF-8' : 'GB18030');
  const gb18030 = new TextDecoder('gb18030');
  return {
    chunks: wholeLines(
      unmarked(stream, (found) => (marked = found)),
      proof,
    ),
    encoding,
    textOf: (bytes) => (encoding() === 'GB18030' ? gb18030.decode(bytes) : bytes.toString('utf8')),
  };
}

/** The stream without its byte order mark, UTF-16 turned into UTF-8. */
async function* unmarked(stream: ByteStream, found: (encoding: Encoding) => void): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let utf16: TextDecoder | undefined;
  const decode = (chunk?: Buffer) => {
    try {
      return Buffer.from(utf16!.decode(chunk, { stream: chunk !== undefined }));
    } catch {
      throw new Failure('E-DATA-ENCODING', {
        place: { file: stream.place },
        finding: 'the file starts as UTF-16 and is not',
      });
    }
  };
  const start = (bytes: Buffer) => {
    const mark = markOf(bytes, stream.place);
    if (mark?.encoding === 'UTF-16LE' || mark?.encoding === 'UTF-16BE') {
      utf16 = new TextDecoder(mark.encoding, { fatal: true, ignoreBOM: true });
      found(mark.encoding);
    }
    const rest = bytes.subarray(mark?.length ?? 0);
    return utf16 ? decode(rest) : rest;
  };
  for await (const chunk of stream.chunks) {
    const bytes: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (head === undefined) {
      yield utf16 ? decode(bytes) : bytes;
      continue;
    }
    head = Buffer.concat([head, bytes]);
    if (head.length < 4) continue;
    yield start(head);
    head = undefined;
  }
  if (head !== undefined) yield start(head);
  if (utf16) yield decode();
}

function markOf(bytes: Buffer, file: string): { readonly encoding: Encoding; readonly length: number } | undefined {
  const hex = bytes.subarray(0, 4).toString('hex');
  if (hex === 'fffe0000' || hex === '0000feff') {
    throw new Failure('E-DATA-ENCODING', {
      place: { file },
      finding: 'UTF-32',
      accepted: 'UTF-8, UTF-16 with a mark, or GB18030',
      remedy: 'save the file as UTF-8',
    });
  }
  if (hex.startsWith('efbbbf')) return { encoding: 'UTF-8', length: 3 };
  if (hex.startsWith('fffe')) return { encoding: 'UTF-16LE', length: 2 };
  if (hex.startsWith('feff')) return { encoding: 'UTF-16BE', length: 2 };
  return undefined;
}

async function* wholeLines(chunks: AsyncIterable<Buffer>, proof: Proof): AsyncGenerator<LineChunk> {
  let line = 1;
  let tail: Buffer[] = [];
  let tailLength = 0;
  for await (const chunk of chunks) {
    const cut = lineCut(chunk);
    if (cut === 0) {
      tail.push(chunk);
      tailLength += chunk.length;
      if (tailLength > LINE_CAP) {
        const place = { file: proof.file, line };
        throw new Failure('E-RESOURCE', { place, finding: 'a line longer than 16 MiB', remedy: 'is this a CSV file?' });
      }
      continue;
    }
    const bytes = tailLength === 0 ? chunk.subarray(0, cut) : Buffer.concat([...tail, chunk.subarray(0, cut)]);
    tail = [chunk.subarray(cut)];
    tailLength = chunk.length - cut;
    prove(proof, bytes, line);
    yield { bytes, line };
    line += countLines(bytes);
  }
  if (tailLength === 0) return;
  const bytes = Buffer.concat(tail);
  prove(proof, bytes, line);
  yield { bytes, line };
}

/** Where a chunk may be cut: after its last LF, else after its last CR that something follows (it may be half of a CRLF). */
function lineCut(chunk: Buffer): number {
  const lf = chunk.lastIndexOf(LF);
  if (lf !== -1 || chunk.length < 2) return lf + 1;
  return chunk.lastIndexOf(CR, chunk.length - 2) + 1;
}

/** Line ends in bytes that are not cut inside a CRLF. */
export function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines++;
  for (let at = bytes.indexOf(CR); at !== -1; at = bytes.indexOf(CR, at + 1)) if (bytes[at + 1] !== LF) lines++;
  return lines;
}

interface Proof {
  readonly file: string;
  readonly gb18030Decoder: TextDecoder;
  utf8: boolean;
  gb18030: boolean;
}

function newProof(file: string): Proof {
  return { file, gb18030Decoder: new TextDecoder('gb18030', { fatal: true }), utf8: true, gb18030: true };
}

/** Both encodings are tried on every chunk that is not ASCII, because only the end tells which of them holds throughout. */
function prove(proof: Proof, bytes: Buffer, firstLine: number): void {
  if (isAscii(bytes)) return;
  const utf8Before = proof.utf8;
  proof.utf8 &&= isUtf8(bytes);
  proof.gb18030 &&= isGb18030(bytes, proof.gb18030Decoder);
  if (proof.utf8 || proof.gb18030) return;
  const valid = utf8Before ? isUtf8 : (line: Buffer) => isGb18030(line, proof.gb18030Decoder);
  const place = { file: proof.file, line: firstLine + linesBefore(bytes, (line) => !valid(line)) };
  throw new Failure('E-DATA-ENCODING', {
    place,
    finding: 'bytes that are neither UTF-8 nor GB18030',
    remedy: 'two encodings in one file? save it as UTF-8',
  });
}

function isGb18030(bytes: Buffer, decoder: TextDecoder): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Number of whole lines before the first that is wanted; the cut at LF or CR never splits a character of either encoding. */
function linesBefore(bytes: Buffer, wanted: (line: Buffer) => boolean): number {
  let lines = 0;
  let start = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== LF && (bytes[i] !== CR || bytes[i + 1] === LF)) continue;
    if (wanted(bytes.subarray(start, i + 1))) return lines;
    start = i + 1;
    lines++;
  }
  return lines;
}
