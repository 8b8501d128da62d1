/** A column without its values: what it is, how much of it there is, and a hash that tells whether two files have the same one. */
import { createHash, type Hash } from 'node:crypto';
import type { Column } from '../analysis/data/column.ts';
import type { Frame } from '../analysis/data/frame.ts';
import type { ColumnFingerprint } from './run-schema.ts';

/** Below this many rows no column is hashed. */
const LEAST_ROWS = 100;
/** Below this many bits of arrangement a hash can be undone by trying. */
const LEAST_BITS = 128;
const BATCH = 8192;

/**
 * One fingerprint per column of the frame, in the order of names. Private columns have none but their name; a hash is left out,
 * and the reason said, where the rows or their arrangement are so few that trying would find them (docs/provenance.md).
 */
export function fingerprintColumns(frame: Frame, { hashed = true } = {}): ColumnFingerprint[] {
  const columns = [...frame.columns.values()].sort((a, b) => (a.info.name < b.info.name ? -1 : 1));
  return columns.map((column) => fingerprint(column, frame.rows, hashed));
}

function fingerprint(column: Column, rows: number, hashed: boolean): ColumnFingerprint {
  const about = { column: column.info.name, kind: column.kind, rows };
  if (column.info.private) return { ...about, omitted: 'private' };
  const { codes, texts } = answersOf(column);
  const counts = new Float64Array(texts.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const present = counts.reduce((sum, count) => sum + count, 0);
  const missing = rows - present;
  const described = { ...about, missing, distinct: distinctClass(texts.length) };
  if (!hashed) return { ...described, omitted: 'not asked for' };
  if (rows < LEAST_ROWS) return { ...described, omitted: `fewer than ${LEAST_ROWS} rows` };
  if (arrangementBits([...counts, missing]) < LEAST_BITS) return { ...described, omitted: 'too few arrangements' };
  return { ...described, sha256: contentHash(column.info.name, codes, texts) };
}

interface Answers {
  /** per row an index into `texts`, in the order of their first appearance; -1 where missing */
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

/** Distinct values as they appear first, so that the order of levels in a codebook is no part of the content. */
function answersOf(column: Column): Answers {
  const codes = new Int32Array(column.kind === 'numeric' ? column.values.length : column.codes.length);
  const texts: string[] = [];
  const seen = new Map<string | number, number>();
  const codeOf = (key: string | number, text: () => string): number => {
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, texts.length);
    texts.push(text());
    return texts.length - 1;
  };
  if (column.kind === 'categorical') {
    const { levels } = column;
    column.codes.forEach((code, row) => {
      codes[row] = code === -1 ? -1 : codeOf(code, () => levels[code]!.name);
    });
    return { codes, texts };
  }
  const { values, low } = column;
  values.forEach((value, row) => {
    const rest = low?.[row] ?? 0;
    // a number in its shortest form brings the same double back; what a double cannot hold follows it
    const text = () => (rest === 0 ? String(value) : `${value} ${rest}`);
    codes[row] = Number.isNaN(value) ? -1 : codeOf(rest === 0 ? value : text(), text);
  });
  return { codes, texts };
}

/** SHA-256 over the name, the distinct values in order of appearance, and the rows as indices into them (32 bits, little endian). */
function contentHash(name: string, codes: Int32Array, texts: readonly string[]): string {
  const hash = createHash('sha256');
  hash.update(`replication-column/1\0${name}\0${codes.length}\0${texts.length}\0`);
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  updateCodes(hash, codes);
  return hash.digest('hex');
}

function updateCodes(hash: Hash, codes: Int32Array): void {
  const batch = Buffer.allocUnsafe(4 * BATCH);
  for (let start = 0; start < codes.length; start += BATCH) {
    const end = Math.min(start + BATCH, codes.length);
    for (let row = start; row < end; row++) batch.writeInt32LE(codes[row]!, 4 * (row - start));
    hash.update(batch.subarray(0, 4 * (end - start)));
  }
}

/** log2 of the number of ways to arrange so many of each value over the rows: log2 of n! / (n1! n2! ...). */
export function arrangementBits(counts: readonly number[]): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((bits, count) => bits - logFactorial(count), logFactorial(rows)) / Math.LN2;
}

/** ln n!, by the sum below 64 and Stirling's series with two terms above (error below 1e-12). */
function logFactorial(n: number): number {
  if (n < 64) {
    let sum = 0;
    for (let i = 2; i <= n; i++) sum += Math.log(i);
    return sum;
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}

/** How many distinct values there are, coarsely: an exact number of incomes would say something of them. */
function distinctClass(count: number): ColumnFingerprint['distinct'] {
  if (count <= 2) return count === 2 ? '2' : count === 1 ? '1' : '0';
  return count <= 10 ? '3 to 10' : count <= 100 ? '11 to 100' : 'more than 100';
}
