/** The distinct texts of one column as bytes: a survey column has few, so a row costs four bytes and a number is parsed once. */
import { isAscii } from 'node:buffer';
import { Failure } from '../../errors/failure.ts';

const ARENA_CAP = 1 << 30;
/** quoted fields that a column remembers: enough for answers, and no second copy of a column of free text */
const REMEMBERED = 1024;
/** the longest ASCII column, in bytes, that is decoded in one piece */
const SLICED = 1 << 28;

/** Filled while a file is read and then only looked at; `starts[code]..starts[code + 1]` are the bytes of a code in `arena`. */
export interface TokenTable {
  size: number;
  slots: Int32Array;
  hashes: Int32Array;
  starts: Int32Array;
  arena: Buffer;
  /** codes of the one-byte texts plus one, by byte */
  readonly singles: Int32Array;
  /** code of the empty text plus one */
  empty: number;
  /** codes of quoted fields with doubled quotes, as they were written */
  readonly quoted: Map<string, number>;
}

export function newTokenTable(): TokenTable {
  return {
    size: 0,
    slots: new Int32Array(64),
    hashes: new Int32Array(32),
    starts: new Int32Array(33),
    arena: Buffer.allocUnsafe(256),
    singles: new Int32Array(256),
    empty: 0,
    quoted: new Map(),
  };
}

/** The code of the text in bytes start..end (end not included); a new text gets the next code. */
export function internBytes(table: TokenTable, bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0) {
    if (table.empty === 0) table.empty = append(table, bytes, start, end, 0) + 1;
    return table.empty - 1;
  }
  if (length === 1) {
    const byte = bytes[start]!;
    const known = table.singles[byte]!;
    if (known !== 0) return known - 1;
    const code = append(table, bytes, start, end, 0);
    table.singles[byte] = code + 1;
    return code;
  }
  let hash = length;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash ^= hash >>> 15;
  const mask = table.slots.length - 1;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const entry = table.slots[slot]!;
    if (entry === 0) return addSlot(table, append(table, bytes, start, end, hash), slot);
    if (table.hashes[entry - 1] === hash && same(table, entry - 1, bytes, start, length)) return entry - 1;
  }
}

/** The code of a quoted field with doubled quotes, one character per byte; `unquoted` gives what it says. */
export function internQuoted(table: TokenTable, field: string, unquoted: (field: string) => string): number {
  const known = table.quoted.get(field);
  if (known !== undefined) return known;
  const bytes = Buffer.from(unquoted(field), 'latin1');
  const code = internBytes(table, bytes, 0, bytes.length);
  if (table.quoted.size < REMEMBERED) table.quoted.set(field, code);
  return code;
}

/** The texts of all codes in order; `textOf` decodes bytes that are not ASCII. */
export function tokenTexts({ arena, starts, size }: TokenTable, textOf: (bytes: Buffer) => string): string[] {
  const bytes = arena.subarray(0, starts[size]!);
  if (bytes.length < SLICED && isAscii(bytes)) {
    const all = bytes.toString('latin1');
    return Array.from({ length: size }, (_, code) => all.slice(starts[code]!, starts[code + 1]!));
  }
  return Array.from({ length: size }, (_, code) => textOf(arena.subarray(starts[code]!, starts[code + 1]!)));
}

function same(table: TokenTable, code: number, bytes: Uint8Array, start: number, length: number): boolean {
  const from = table.starts[code]!;
  if (table.starts[code + 1]! - from !== length) return false;
  for (let i = 0; i < length; i++) if (table.arena[from + i] !== bytes[start + i]) return false;
  return true;
}

function append(table: TokenTable, bytes: Uint8Array, start: number, end: number, hash: number): number {
  const code = table.size;
  if (code === table.hashes.length) {
    table.hashes = grown(table.hashes, 2 * code);
    table.starts = grown(table.starts, 2 * code + 1);
  }
  const from = table.starts[code]!;
  const to = from + end - start;
  if (to > ARENA_CAP) throw new Failure('E-RESOURCE', { finding: 'a column with more than 1 GiB of distinct texts' });
  if (to > table.arena.length) {
    const arena = Buffer.allocUnsafe(Math.max(to, 2 * table.arena.length));
    table.arena.copy(arena, 0, 0, from);
    table.arena = arena;
  }
  for (let i = start; i < end; i++) table.arena[from + i - start] = bytes[i]!;
  table.hashes[code] = hash;
  table.starts[code + 1] = to;
  table.size = code + 1;
  return code;
}

function addSlot(table: TokenTable, code: number, slot: number): number {
  table.slots[slot] = code + 1;
  if (2 * table.size > table.slots.length) rehash(table);
  return code;
}

function rehash(table: TokenTable): void {
  const slots = new Int32Array(2 * table.slots.length);
  const mask = slots.length - 1;
  for (const entry of table.slots) {
    if (entry === 0) continue;
    let slot = table.hashes[entry - 1]! & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry;
  }
  table.slots = slots;
}

function grown(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
